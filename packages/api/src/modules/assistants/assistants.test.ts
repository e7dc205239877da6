import { newId } from '@platform/shared/ids';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  customerOrigin,
  startTestPlatform,
  type TestMember,
  type TestPlatform,
  testDatabases,
} from '../../testing/index.ts';

const refusedWith = (error: string) => ({ data: { error } });

describe.each(testDatabases)('assistants and widgets on %s', (database) => {
  let test: TestPlatform;
  let owner: TestMember;
  let assistantId: string;

  beforeAll(async () => {
    test = await startTestPlatform(database);
    owner = await test.signUp('Acme');
    const { assistants } = await owner.api.assistants.list.query();
    assistantId = assistants[0]?.id ?? '';
  });
  afterAll(() => test.close());

  it('ok: visitors meet what was published, and the draft only once it is', async () => {
    const widgetId = await test.createWidget(owner);
    const edited = await owner.api.assistants.update.mutate({
      assistantId,
      settings: { name: 'Robin', greeting: 'Good day.' },
    });
    expect(edited.changes.toSorted()).toEqual(['greeting', 'name']);
    const start = () =>
      test.anonymous({ origin: customerOrigin }).visitor.start.mutate({ widgetId });
    expect((await start()).assistantName).toBe('Acme assistant');
    const published = await owner.api.assistants.publish.mutate({ assistantId });
    expect(published.changes).toEqual([]);
    expect(await start()).toMatchObject({ assistantName: 'Robin', greeting: 'Good day.' });
    await owner.api.assistants.update.mutate({ assistantId, settings: { name: 'Else' } });
    const discarded = await owner.api.assistants.discardDraft.mutate({ assistantId });
    expect(discarded.draft.name).toBe('Robin');
  });

  it('ok: a widget that is switched off or not of this site shows nothing', async () => {
    const widgetId = await test.createWidget(owner, ['https://*.acme.example']);
    const startFrom = (origin: string) =>
      test.anonymous({ origin }).visitor.start.mutate({ widgetId });
    await expect(startFrom('https://shop.acme.example')).resolves.toHaveProperty('token');
    for (const origin of [
      'https://acme.example.evil.net',
      'https://evil.net/.acme.example',
      'http://shop.acme.example',
      'https://acme.example',
      'null',
    ]) {
      await expect(startFrom(origin), origin).rejects.toMatchObject(
        refusedWith('ORIGIN_NOT_ALLOWED'),
      );
    }
    await owner.api.widgets.update.mutate({ widgetId, enabled: false });
    await expect(startFrom('https://shop.acme.example')).rejects.toMatchObject(
      refusedWith('NOT_FOUND'),
    );
  });

  it('invalid: of two who change the same widget, the one who comes second is told', async () => {
    const { update, get } = owner.api.widgets;
    const widgetId = await test.createWidget(owner);
    const seen = await get.query({ widgetId });
    const first = await update.mutate({ widgetId, name: 'First', seenAt: seen.updatedAt });
    const late = { ...seen.settings, accent: '#123456' };
    await expect(
      update.mutate({ widgetId, settings: late, seenAt: seen.updatedAt }),
    ).rejects.toMatchObject(refusedWith('CONFLICT'));
    expect(await get.query({ widgetId })).toEqual(first);
    await update.mutate({ widgetId, settings: late, seenAt: first.updatedAt });
    expect(await get.query({ widgetId })).toMatchObject({ name: 'First', settings: late });
    const never = '0000-01-01T00:00:00Z';
    await expect(update.mutate({ widgetId, name: 'x', seenAt: never })).rejects.toMatchObject(
      refusedWith('CONFLICT'),
    );
    // At the same time, in two transactions.
    const { updatedAt } = await get.query({ widgetId });
    const both = await Promise.allSettled(
      ['One', 'Two'].map((name) => update.mutate({ widgetId, name, seenAt: updatedAt })),
    );
    expect(both.map((each) => each.status).toSorted()).toEqual(['fulfilled', 'rejected']);
  });

  it('ok: the checklist shows what really is', async () => {
    const before = await owner.api.workspaces.onboarding.query();
    expect(before.steps.pasteSnippet.done).toBe(false);
    const widgetId = await test.createWidget(owner);
    await test.visit(widgetId);
    const after = await owner.api.workspaces.onboarding.query();
    expect(after.steps.pasteSnippet).toEqual({ done: true, detail: 'seen on 1 page' });
    const widget = await owner.api.widgets.get.query({ widgetId });
    // What stands behind the question mark is nobody's business.
    expect(widget.seenPages.map(({ url }) => url)).toEqual([`${customerOrigin}/pricing`]);
  });

  it('ok: the System page names each service and the variable that changes it', async () => {
    const status = await owner.api.system.status.query();
    expect(status.services.map(({ need, state }) => [need, state])).toContainEqual([
      'Database',
      'ok',
    ]);
    expect(status.services.every(({ variable }) => variable !== '')).toBe(true);
  });

  it('invalid: says what would be right', async () => {
    await expect(
      owner.api.widgets.create.mutate({
        name: 'W',
        assistantId,
        allowedOrigins: ['https://acme.example/shop'],
      }),
    ).rejects.toThrow('must be an origin such as https://www.acme.com, without a path');
    await expect(
      owner.api.assistants.update.mutate({ assistantId, settings: { model: 'nobody/none' } }),
    ).rejects.toThrow('No model nobody/none is configured here.');
    await expect(owner.api.assistants.remove.mutate({ assistantId })).rejects.toMatchObject(
      refusedWith('CONFLICT'),
    );
  });

  it('forbidden: an agent reads and does not change', async () => {
    const agent = await test.join(owner, 'agent');
    await expect(agent.api.assistants.get.query({ assistantId })).resolves.toHaveProperty('id');
    await expect(agent.api.assistants.publish.mutate({ assistantId })).rejects.toMatchObject(
      refusedWith('FORBIDDEN'),
    );
    await expect(agent.api.system.status.query()).rejects.toMatchObject(refusedWith('FORBIDDEN'));
  });

  it('other workspace: an assistant of another one cannot be used for a widget', async () => {
    const stranger = await test.signUp('Other');
    for (const id of [assistantId, newId('assistant')]) {
      await expect(
        stranger.api.widgets.create.mutate({ name: 'W', assistantId: id, allowedOrigins: [] }),
      ).rejects.toMatchObject(refusedWith('NOT_FOUND'));
    }
  });
});
