import { chooseTheme, useTheme } from '@platform/ui/lib/theme';
import { Segmented } from '@platform/ui/segmented';
import { Monitor, Moon, Sun } from 'lucide-react';
import { useTexts } from '../../texts/use-texts.tsx';

export function ThemeField() {
  const t = useTexts();
  return (
    <Segmented
      label={t('shell.theme')}
      value={useTheme()}
      onValueChange={chooseTheme}
      options={[
        { value: 'system', label: t('shell.themeSystem'), icon: <Monitor aria-hidden /> },
        { value: 'light', label: t('shell.themeLight'), icon: <Sun aria-hidden /> },
        { value: 'dark', label: t('shell.themeDark'), icon: <Moon aria-hidden /> },
      ]}
    />
  );
}
