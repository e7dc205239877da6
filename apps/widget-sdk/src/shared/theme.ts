/** Whether the widget is dark here and now. */
export const isDark = (theme: 'auto' | 'light' | 'dark'): boolean =>
  theme === 'dark' || (theme !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
