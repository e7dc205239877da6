import { startTestPlatform, type TestMember, type TestPlatform } from '@platform/api/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { request } from './support/call.ts';

let test: TestPlatform;
let owner: TestMember;
let widgetId: string;
beforeAll(async () => {
  test = await startTestPlatform();
  owner = await test.signUp();
  widgetId = await test.createWidget(owner);
}, 120_000);
afterAll(() => test.close());

describe('[ASVS 1.3.4][ASVS 3.2.1][ASVS 5.3.1][ASVS 5.4.1][ASVS 5.4.2][A35] what was uploaded never becomes a page of ours', () => {
  const script = '<script>document.title = document.cookie</script>';
  it.each([
    ['page.html', 'text/html', `<!doctype html><html><body>${script}</body></html>`],
    ['picture.svg', 'image/svg+xml', `<svg xmlns="http://www.w3.org/2000/svg">${script}</svg>`],
    ['page.xhtml', 'application/xhtml+xml', `<html xmlns="http://www.w3.org/1999/xhtml"/>`],
    ['a"; x=".html', 'text/html', script],
    ['a\r\nset-cookie: x=1.html', 'text/html', `${script} `],
    ['script.js', 'text/javascript', 'alert(document.domain)'],
  ])('%s comes back as a download without rights', async (name, type, content) => {
    const body = new FormData();
    body.append('file', new Blob([content], { type }), name);
    const headers = owner.headers();
    const sent = await request(test.origin, '/upload/documents', { method: 'POST', headers, body });
    const { files } = JSON.parse(sent.text) as { files: { document?: { id: string } }[] };
    const id = files[0]?.document?.id;
    expect(id, sent.text).toBeDefined();
    const got = await request(test.origin, `/files/documents/${id}`, { headers });
    expect(got.text).toBe(content);
    expect(got.headers.get('content-type')).toBe('application/octet-stream');
    expect(got.headers.get('content-disposition')).toMatch(
      /^attachment; filename\*=UTF-8''[\w.!~*()%-]+$/,
    );
    expect(got.headers.get('content-security-policy')).toBe("sandbox; default-src 'none'");
    expect(got.headers.get('x-content-type-options')).toBe('nosniff');
    expect(got.headers.getSetCookie()).toEqual([]);
  });
});

const refusedAsInput = { data: { error: 'INVALID_INPUT' } };

describe('[A34] what a customer sets about a widget is data', () => {
  it.each([
    ['accent', 'red'],
    ['accent', '#0B6B63;background:url(https://evil.example)'],
    ['accent', '#fff"><script>alert(1)</script>'],
    ['accent', 'expression(alert(1))'],
    ['accent', '#0B6B63\n}body{display:none'],
    ['position', 'right;z-index:1'],
    ['theme', 'javascript:alert(1)'],
    ['offsetPx', '20px;color:red'],
    ['offsetPx', 1e9],
    ['showSources', '<img src=x onerror=alert(1)>'],
    ['customCss', 'body{}'],
  ])('%s of %j is refused or left out', async (field, value) => {
    const { settings } = await owner.api.widgets.get.query({ widgetId });
    const changed = { ...settings, [field]: value } as typeof settings;
    if (field in settings) {
      await expect(
        owner.api.widgets.update.mutate({ widgetId, settings: changed }),
      ).rejects.toMatchObject(refusedAsInput);
    } else {
      const { settings: kept } = await owner.api.widgets.update.mutate({
        widgetId,
        settings: changed,
      });
      expect(kept).toEqual(settings);
    }
  });

  it.each([
    'javascript:alert(1)',
    'https://a.example"><script>',
    'https://a.example/path',
    'https://*',
    'https://*.*.example',
    'https://a.example\nhttps://b.example',
    'null',
    '*',
    'data:text/html,x',
  ])('%j is no origin', async (allowedOrigin) => {
    await expect(
      owner.api.widgets.update.mutate({ widgetId, allowedOrigins: [allowedOrigin] }),
    ).rejects.toMatchObject(refusedAsInput);
  });

  it.each(['evil.example/x', 'a"b', 'https://evil.example', 'a b', 'user@evil.example', '*'])(
    '%j is no host that an answer may link to',
    async (host) => {
      const { assistantId } = await owner.api.widgets.get.query({ widgetId });
      await expect(
        owner.api.assistants.update.mutate({ assistantId, settings: { approvedHosts: [host] } }),
      ).rejects.toMatchObject(refusedAsInput);
    },
  );

  it('[ASVS 1.1.2][ASVS 1.2.1][ASVS 1.2.3] words come back as they were written, in JSON, and into nothing that is pasted', async () => {
    const payload = `"'><img src=x onerror=a()>`;
    const { settings } = await owner.api.widgets.get.query({ widgetId });
    const updated = await owner.api.widgets.update.mutate({
      widgetId,
      name: payload,
      settings: { ...settings, launcherLabel: payload, subtitle: payload },
    });
    expect(updated.settings).toMatchObject({ launcherLabel: payload, subtitle: payload });
    expect(updated.snippet).not.toContain('onerror');
    const started = await request(test.origin, '/trpc/visitor.start', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ widgetId }),
    });
    expect(started.text).toContain('onerror');
    expect(started.headers.get('content-type')).toMatch(/^application\/json/);
    expect(started.headers.get('x-content-type-options')).toBe('nosniff');
  });

  it('[ASVS 1.2.2] a page that calls itself a script is not taken down as one', async () => {
    const visitor = test.anonymous();
    for (const pageUrl of ['javascript:alert(1)', 'data:text/html,x', 'file:///etc/passwd']) {
      await expect(visitor.visitor.start.mutate({ widgetId, pageUrl })).rejects.toMatchObject(
        refusedAsInput,
      );
    }
    const { seenPages } = await owner.api.widgets.get.query({ widgetId });
    expect(seenPages).toEqual([]);
  });

  it('an address that is markup is answered in JSON', async () => {
    for (const path of ['/trpc/<script>alert(1)</script>', '/<svg onload=a()>', '/app.<b>']) {
      const { headers } = await request(test.origin, path);
      expect(headers.get('content-type')).toMatch(/^application\/(problem\+)?json/);
      expect(headers.get('x-content-type-options')).toBe('nosniff');
    }
  });
});

describe('reports of refused content', () => {
  const report = (type: string, body: string) =>
    fetch(`${test.origin}/csp-reports`, {
      method: 'POST',
      headers: { 'content-type': type },
      body,
    });
  const counted = async () => {
    const metrics = await (await fetch(`${test.origin}/metrics`)).text();
    return Number(/^csp_reports_total (\d+)/m.exec(metrics)?.[1]);
  };

  it('are counted in both forms that browsers send', async () => {
    const before = await counted();
    const classic = { 'csp-report': { 'blocked-uri': 'inline', 'document-uri': 'https://x/?t=1' } };
    const modern = [{ type: 'csp-violation', body: { blockedURL: 'inline' } }, { type: 'other' }];
    const answers = [
      await report('application/csp-report', JSON.stringify(classic)),
      await report('application/reports+json', JSON.stringify(modern.slice(0, 1))),
    ];
    expect(answers.map((answer) => answer.status)).toEqual([204, 204]);
    expect(await counted()).toBe(before + 2);
  });
  it('[A13] count for nothing when they are none, and harm nothing', async () => {
    const before = await counted();
    for (const body of ['', '{', 'null', '[]', '"x"', '{"__proto__":{"a":1}}']) {
      expect((await report('application/csp-report', body)).status).toBeLessThan(500);
    }
    expect(await counted()).toBe(before);
  });
});
