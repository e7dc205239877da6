import { useState } from 'react';
import { describe, expect, it } from 'vitest';
import { Button } from './button.tsx';
import { Checkbox } from './checkbox.tsx';
import { FormField } from './form-field.tsx';
import { IconButton } from './icon-button.tsx';
import { Input } from './input.tsx';
import { Segmented } from './segmented.tsx';
import { Switch } from './switch.tsx';
import { byRole, perform, render } from './testing/render.tsx';
import { Textarea } from './textarea.tsx';
import { TextareaControl } from './textarea-control.tsx';

describe('Button', () => {
  it('refuses presses while it is busy, and keeps its words', async () => {
    let presses = 0;
    await render(
      <Button busy onClick={() => (presses += 1)}>
        Save
      </Button>,
    );
    const button = byRole('button', 'Save');
    await perform(() => button.click());
    expect(presses).toBe(0);
    expect(button.getAttribute('aria-busy')).toBe('true');
  });

  it('has a name where it is only an icon', async () => {
    let presses = 0;
    await render(
      <IconButton label="Close" onClick={() => (presses += 1)}>
        <svg aria-hidden />
      </IconButton>,
    );
    await perform(() => byRole('button', 'Close').click());
    expect(presses).toBe(1);
  });
});

describe('FormField', () => {
  it('ties label, hint and error to its control', async () => {
    await render(
      <FormField label="E-mail" hint="We answer there." error="must be an address">
        <Input name="email" />
      </FormField>,
    );
    const input = document.querySelector('input');
    const label = document.querySelector('label');
    expect(label?.getAttribute('for')).toBe(input?.id);
    expect(input?.getAttribute('aria-invalid')).toBe('true');
    const described = (input?.getAttribute('aria-describedby') ?? '')
      .split(' ')
      .map((id) => document.getElementById(id)?.textContent);
    expect(described).toEqual(expect.arrayContaining(['We answer there.', 'must be an address']));
  });

  it('does the same for a textarea, and says what may be left out', async () => {
    await render(
      <FormField label="Note" optional>
        <TextareaControl rows={3} defaultValue="as it was" />
      </FormField>,
    );
    const area = document.querySelector('textarea');
    expect(document.querySelector('label')?.getAttribute('for')).toBe(area?.id);
    expect(document.querySelector('label')?.textContent).toContain('(optional)');
    expect(area?.value).toBe('as it was');
  });
});

describe('choices', () => {
  function Choices() {
    const [view, setView] = useState<'list' | 'grid'>('list');
    const [on, setOn] = useState(false);
    const [checked, setChecked] = useState(false);
    return (
      <>
        <Segmented
          label="View"
          value={view}
          onValueChange={setView}
          options={[
            { value: 'list', label: 'List' },
            { value: 'grid', label: 'Grid', count: 3 },
          ]}
        />
        <Switch label="Enabled" hint="At once" checked={on} onCheckedChange={setOn} />
        <Checkbox label="Select all" checked={checked} onCheckedChange={setChecked} />
        <output>{`${view} ${on} ${checked}`}</output>
      </>
    );
  }

  it('say what was chosen', async () => {
    await render(<Choices />);
    const told = () => document.querySelector('output')?.textContent;
    expect(told()).toBe('list false false');
    await perform(() => byRole('radio', 'Grid').click());
    const labels = [...document.querySelectorAll('label')];
    for (const words of ['Enabled', 'Select all']) {
      await perform(() => labels.find((each) => each.textContent?.startsWith(words))?.click());
    }
    expect(told()).toBe('grid true true');
  });
});

describe('Textarea', () => {
  it('lets text find its own direction, and can be reached by its owner', async () => {
    let area: HTMLTextAreaElement | null = null;
    await render(
      <Textarea
        ref={(node) => {
          area = node;
        }}
        growTo={5}
        value="مرحبا"
        readOnly
      />,
    );
    expect(area).toBe(document.querySelector('textarea'));
    expect(document.querySelector('textarea')?.dir).toBe('auto');
  });
});
