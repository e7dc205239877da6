export const inboxTexts = {} as const;
