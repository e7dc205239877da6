export const assistantsTexts = {} as const;
