export const widgetsTexts = {} as const;
