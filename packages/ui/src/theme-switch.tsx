import { Monitor, Moon, Sun } from 'lucide-react';
import { useState } from 'react';
import { chooseTheme, readTheme, type ThemeChoice } from './lib/theme.ts';
import { Segmented } from './segmented.tsx';

export function ThemeSwitch(props: { label: string; words: Record<ThemeChoice, string> }) {
  const [choice, setChoice] = useState(readTheme);
  return (
    <Segmented
      label={props.label}
      iconsOnly
      value={choice}
      onValueChange={(next) => {
        chooseTheme(next);
        setChoice(next);
      }}
      options={[
        { value: 'system', label: props.words.system, icon: <Monitor aria-hidden /> },
        { value: 'light', label: props.words.light, icon: <Sun aria-hidden /> },
        { value: 'dark', label: props.words.dark, icon: <Moon aria-hidden /> },
      ]}
    />
  );
}
