import { startTestPlatform, type TestMember, type TestPlatform } from '@platform/api/testing';
import { routes } from '@platform/api-contract/contract';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { rawRequest } from './support/raw-request.ts';

let test: TestPlatform;
let owner: TestMember;
let documentId: string;
let exportId: string;
beforeAll(async () => {
  test = await startTestPlatform();
  owner = await test.signUp();
  const text = 'A document that nobody may read without asking.';
  ({ id: documentId } = await owner.api.knowledge.addText.mutate({ title: 'Secret', text }));
  ({ id: exportId } = await owner.api.data.exportMine.mutate());
}, 120_000);
afterAll(() => test.close());

afterEach(async () => {
  expect(Object.keys(Object.prototype)).toEqual([]);
  expect('polluted' in {}).toBe(false);
  expect((await rawRequest(test.origin, { path: '/livez' })).status).toBe(200);
});

const post = (path: string, headers: Record<string, string | string[]>, body?: string) =>
  rawRequest(test.origin, {
    method: 'POST',
    path,
    headers,
    ...(body === undefined ? {} : { body }),
  });
const refused = (status: number) => status >= 400 && status < 500;

describe('[ASVS 1.5.2][A43] the type of a body decides how it is read and never whether it is judged', () => {
  const operator = '{"email":{"$ne":""},"password":{"$ne":""}}';
  it.each([
    'application/json',
    'Application/JSON',
    'application/json;charset=utf-8',
    'application/json ; charset="x"',
    'application/json\t',
    'application/json;',
    'application/json, text/plain',
    'application/vnd.api+json',
    'text/json',
    'text/plain',
    'text/plain; application/json',
    'multipart/form-data',
    'multipart/form-data; boundary=x',
    'application/x-www-form-urlencoded',
    'application/xml',
    'a/b',
    'x',
    '',
    ';',
    '__proto__',
  ])('%s', async (type) => {
    for (const body of [operator, '', 'null', '[]', '"x"', '{', operator.replaceAll('"', "'")]) {
      const answer = await post('/trpc/auth.signIn', { 'content-type': type }, body);
      expect(answer.status, `${type}: ${body}: ${answer.text}`).toSatisfy(refused);
      expect(answer.headers['set-cookie']).toBeUndefined();
    }
    const uploaded = await post(
      routes.uploadDocuments.path,
      { ...owner.headers(), 'content-type': type },
      operator,
    );
    expect(uploaded.status, uploaded.text).toSatisfy(refused);
  });

  it('no type at all, and a type named twice', async () => {
    expect((await post('/trpc/auth.signIn', {}, operator)).status).toSatisfy(refused);
    const twice = { 'content-type': ['application/json', 'text/plain'] };
    expect((await post('/trpc/auth.signIn', twice, operator)).status).toSatisfy(refused);
  });
});

describe('[A13] a form that breaks off or lies', () => {
  const part = (head: string, content = 'x') => `--b\r\n${head}\r\n\r\n${content}\r\n`;
  const file = 'Content-Disposition: form-data; name="f"; filename="a.txt"';
  it.each([
    ['nothing', ''],
    ['no end', part(file)],
    ['no head', '--b\r\n\r\n'],
    ['only its end', '--b--\r\n'],
    ['another boundary', part(file).replace('--b', '--c')],
    ['a head without a colon', `${part('nonsense')}--b--\r\n`],
    ['a field of the prototype', `${part(file.replace('"f"', '"__proto__"'))}--b--\r\n`],
    ['a field named constructor', `${part(file.replace('"f"', '"constructor"'))}--b--\r\n`],
    ['many fields', `${part('Content-Disposition: form-data; name="a"').repeat(500)}--b--\r\n`],
    ['many files', `${part(file).repeat(150)}--b--\r\n`],
    ['a long head', `${part(`${file}; x="${'y'.repeat(100_000)}"`)}--b--\r\n`],
  ])('%s', async (_what, body) => {
    const headers = { ...owner.headers(), 'content-type': 'multipart/form-data; boundary=b' };
    const answer = await post(routes.uploadDocuments.path, headers, body);
    expect(answer.status, answer.text).toBeLessThan(500);
  });

  it.each([
    '../../../../etc/cron.d/x',
    '..\\..\\x.txt',
    '/etc/passwd',
    'a\u0000.txt',
    '\ud800.txt',
    `${'n'.repeat(5_000)}.txt`,
    '.',
    '..',
    '"; filename="b.txt',
    '%2e%2e%2fx',
  ])('[ASVS 1.3.3][ASVS 5.3.2][A44] a file called %j is a name and no path', async (name) => {
    const body = `${part(file.replace('a.txt', name), name)}--b--\r\n`;
    const headers = { ...owner.headers(), 'content-type': 'multipart/form-data; boundary=b' };
    const answer = await post(routes.uploadDocuments.path, headers, body);
    expect(answer.status, answer.text).toBeLessThan(500);
    if (answer.status !== 200) return;
    const { files } = JSON.parse(answer.text) as { files: { fileName: string }[] };
    for (const { fileName } of files) expect(fileName).not.toMatch(/[\\/\0]/);
  });
});

describe('[ASVS 1.1.1][ASVS 13.4.1][A44] a path leads to no file beside those that are served', () => {
  const up = ['../', '..%2f', '%2e%2e/', '%2e%2e%2f', '..%5c', '..\\', '..;/', '%252e%252e%252f'];
  const doors = [
    '/',
    '/app/',
    '/widget/',
    '/files/documents/',
    '/trpc/',
    '/export/',
    '/export/data/',
    '/mailbox/',
  ];
  const aims = ['package.json', 'etc/passwd', '.env', 'packages/api/src/secret.ts', '.git/config'];
  it.each(doors)('%s', async (door) => {
    for (const step of up) {
      for (const aim of aims) {
        for (const depth of [1, 3, 9]) {
          const path = door + step.repeat(depth) + aim;
          const answer = await rawRequest(test.origin, { path, headers: owner.headers() });
          expect(answer.status, path).toBeLessThan(500);
          expect(answer.text, path).not.toMatch(/root:x:0|"workspaces?":|\[core\]|keepSecret/);
        }
      }
    }
  });

  it('nor does what is no path', async () => {
    const paths = ['/%', '/%00', '/app/%00', '/app/%ff%fe', '/%c0%ae%c0%ae/', '/app/a%00.js', '//'];
    for (const path of [
      ...paths,
      '/\\',
      '/?%',
      '/app/?a=%',
      `/${'a'.repeat(9_000)}`,
      '/*',
      '/:id',
    ]) {
      const answer = await rawRequest(test.origin, { path });
      expect(answer.status, path).toBeLessThan(500);
    }
  });
});

describe('[A45] another spelling of a guarded path opens nothing', () => {
  const spellings = (path: string) => {
    const [, first = '', ...rest] = path.split('/');
    return [
      `/${path}`,
      `/.${path}`,
      `/x/..${path}`,
      `/;x${path}`,
      `/${first};x=1/${rest.join('/')}`,
      `/${first}//${rest.join('/')}`,
      `/${first}%2f${rest.join('%2f')}`,
      `/${first.toUpperCase()}/${rest.join('/')}`,
      `${path}/`,
      `${path}/.`,
      `${path}%20`,
      `${path}%00`,
      `${path};.css`,
      `${path}?x=.css`,
      `${path}%3Fx`,
      `${path}#x`,
      `/%${first.charCodeAt(0).toString(16)}${first.slice(1)}/${rest.join('/')}`,
    ];
  };
  it('neither a procedure nor a file is given without a session', async () => {
    const guarded = [
      '/trpc/workspaces.members',
      '/trpc/audit.list',
      `/files/documents/${documentId}`,
      routes.exportAuditCsv.path,
      routes.exportAuditJsonLines.path,
      routes.downloadDataExport.path.replace(':exportId', exportId),
    ];
    for (const path of guarded.flatMap(spellings)) {
      const answer = await rawRequest(test.origin, { path });
      expect(answer.status, path).toBeLessThan(500);
      expect(answer.text, path).not.toContain('nobody may read');
      expect(answer.text, path).not.toMatch(/"members"|"items"|sequence,time|"hash":/);
    }
  });

  it('[ASVS 3.5.3] nor does another method change anything', async () => {
    const body = '{"name":"Taken over"}';
    for (const method of ['GET', 'HEAD', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'QUERY']) {
      const answer = await rawRequest(test.origin, {
        method,
        path: '/trpc/workspaces.update',
        headers: {
          ...owner.headers(),
          'content-type': 'application/json',
          'content-length': String(body.length),
          'x-http-method-override': 'POST',
        },
        body,
      });
      expect(answer.status, method).toBeLessThan(500);
    }
    const path = `/trpc/workspaces.update?input=${encodeURIComponent(body)}&_method=POST`;
    expect((await rawRequest(test.origin, { path, headers: owner.headers() })).status).toBe(400);
    expect((await owner.api.workspaces.get.query()).name).toBe('Acme');
  });
});

describe('[ASVS 15.3.7][ASVS 16.5.3][A12] what surrounds a call', () => {
  it.each([
    ['two inputs', '/trpc/auth.me?input=1&input=2'],
    ['two batches', '/trpc/auth.me?batch=1&batch=1'],
    ['a batch of nothing', '/trpc/,,,?batch=1'],
    ['a batch with a list', '/trpc/auth.me,auth.me?batch=1&input=[1,2]'],
    ['a batch with a word', '/trpc/auth.me?batch=1&input="x"'],
    ['a name of the prototype', '/trpc/__proto__'],
    ['names of the prototype', '/trpc/toString,constructor,hasOwnProperty?batch=1'],
    ['a domain', '/trpc/auth'],
    ['an input of the prototype', '/trpc/conversations.list?input={"__proto__":{"polluted":1}}'],
    ['a query of the prototype', '/trpc/auth.me?__proto__[polluted]=1&constructor.prototype=1'],
    ['half a letter', '/trpc/auth.me?input=%ED%A0%80'],
  ])('%s', async (_what, path) => {
    const answer = await rawRequest(test.origin, { path, headers: owner.headers() });
    expect(answer.status, answer.text).toBeLessThan(500);
  });

  it.each([
    ['cookie', 'a=%; =; ;;;'],
    ['cookie', `parley_session_0=${'x'.repeat(6_000)}`],
    ['cookie', 'parley_session_0=%00; parley_session_0=%E0%A4%A'],
    ['cookie', '__proto__=x; constructor=y'],
    ['authorization', 'Bearer'],
    ['authorization', 'Bearer ..'],
    ['authorization', 'Bearer null.null'],
    ['authorization', `Bearer ${Buffer.from('{}').toString('base64url')}.x`],
    ['x-workspace', '__proto__'],
    ['x-csrf-token', '__proto__'],
    ['origin', 'null'],
    ['origin', '\u00e9'],
    ['x-forwarded-for', '::ffff:zz, ,1.1.1.1:80'],
    ['content-length', '0'],
    ['accept-encoding', '__proto__;q=x'],
    ['user-agent', 'x'.repeat(6_000)],
  ])('a header %s of %s', async (name, value) => {
    for (const path of ['/trpc/workspaces.get', '/trpc/visitor.history', '/', '/app/']) {
      const answer = await rawRequest(test.origin, { path, headers: { [name]: value } });
      expect(answer.status, answer.text).toBeLessThan(500);
    }
  });
});
