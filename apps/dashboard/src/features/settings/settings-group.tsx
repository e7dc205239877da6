import type { ReactNode } from 'react';

/** One group of a settings page: a heading, a sentence, and what can be set. */
export function SettingsGroup(props: { title: string; hint: string; children: ReactNode }) {
  return (
    <section className="flex flex-col gap-4 border-line border-t pt-5">
      <div>
        <h2 className="font-medium text-lg">{props.title}</h2>
        <p className="text-ink-2">{props.hint}</p>
      </div>
      {props.children}
    </section>
  );
}
