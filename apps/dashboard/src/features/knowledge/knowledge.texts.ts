export const knowledgeTexts = {} as const;
