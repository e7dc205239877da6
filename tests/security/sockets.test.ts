import { customerOrigin } from '@platform/api/testing';
import { newId } from '@platform/shared/ids';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { furnishHouse, type House } from './support/house.ts';
import { follow, greet, HandSocket } from './support/socket.ts';

let house: House;
beforeAll(async () => {
  house = await furnishHouse();
}, 120_000);
afterAll(() => house.close());

const asMember = (who: { headers(): Record<string, string> }, workspace: string) => {
  const { cookie = '', origin = '' } = who.headers();
  return greet(house.test.origin, {
    path: `/realtime?workspace=${workspace}`,
    headers: { cookie, origin },
  });
};
const asVisitor = (token: string, headers = {}) => greet(house.test.origin, { token, headers });
const ourConversation = () => `conversation:${house.ids.conversationId}`;

describe('who is let in', () => {
  it('[ASVS 4.4.3][ASVS 4.4.4][A14] a member with a session and a visitor with a token, and nobody else', async () => {
    const { owner } = house.team;
    const team = await asMember(owner, owner.tenantId);
    expect(team.answer.op).toBe('welcome');
    expect(await follow(team.socket, 'inbox')).toBe('subscribed');
    team.socket.close();
    const visitor = await asVisitor(house.visitor.token);
    expect(visitor.answer.op).toBe('welcome');
    expect(await follow(visitor.socket, ourConversation())).toBe('subscribed');
    visitor.socket.close();

    const { cookie = '' } = owner.headers();
    const session = cookie.slice(cookie.indexOf('=') + 1);
    const damaged = `${house.visitor.token.slice(0, -2)}xx`;
    for (const token of [undefined, session, damaged, 'null', 'a.b.c', `${damaged}.`]) {
      const { answer, socket } = await greet(
        house.test.origin,
        token === undefined ? {} : { token },
      );
      expect(answer).toMatchObject({ op: 'bye', reason: 'unauthenticated' });
      socket.close();
    }
  });

  it('[ASVS 4.4.2][A11] no page of another site speaks with a cookie of ours', async () => {
    const { owner } = house.team;
    const { cookie = '', origin = '' } = owner.headers();
    const path = `/realtime?workspace=${owner.tenantId}`;
    const foreign = [
      'https://evil.example',
      `${origin}.evil.example`,
      origin.replace('http', 'https'),
      origin.replace('localhost', 'localhost.evil.example'),
      customerOrigin,
      '',
    ];
    for (const from of [...foreign, 'null']) {
      const opened = HandSocket.open(house.test.origin, path, { cookie, origin: from });
      await expect(opened, from).rejects.toThrow('403');
    }
  });

  it('[A38] no page that the widget is not allowed on speaks with a visitor’s token', async () => {
    const { answer, socket } = await asVisitor(house.visitor.token, {
      origin: 'https://www.customer.example.evil.example',
    });
    expect(answer).toMatchObject({ op: 'bye', reason: 'unauthenticated' });
    socket.close();
  });

  it('[A3] no workspace, an empty one and a foreign one are refused alike', async () => {
    for (const workspace of ['', 'null', house.team.owner.tenantId, newId('tenant')]) {
      const { answer, socket } = await asMember(house.stranger, workspace);
      expect(answer).toMatchObject({ op: 'bye', reason: 'unauthenticated' });
      socket.close();
    }
  });
});

describe('what they may follow', () => {
  it('[A9] a stranger follows nothing of another workspace', async () => {
    const { answer, socket } = await asMember(house.stranger, house.stranger.tenantId);
    expect(answer.op).toBe('welcome');
    expect(await follow(socket, ourConversation())).toBe('not_found');
    expect(await follow(socket, `conversation:${newId('conversation')}`, 2)).toBe('not_found');
    const visitorOfTheirs = await asVisitor(house.foreignVisitor.token);
    expect(await follow(visitorOfTheirs.socket, ourConversation())).toBe('not_found');
    visitorOfTheirs.socket.close();
    socket.close();
  });

  it('[A38] a visitor follows no other visitor of the same widget', async () => {
    const { socket } = await asVisitor(house.otherVisitor.token);
    expect(await follow(socket, ourConversation())).toBe('not_found');
    socket.close();
  });

  it('[A39] a widget’s token opens neither inbox nor knowledge', async () => {
    const { socket } = await asVisitor(house.visitor.token);
    const wishes = [
      'inbox',
      'knowledge',
      'inbox:',
      'visitor:x',
      `team:${house.ids.conversationId}`,
    ];
    for (const [index, wish] of wishes.entries()) {
      expect(await follow(socket, wish, index + 1), wish).toBe('not_found');
    }
    socket.close();
  });

  it('[A9] resuming is asking again: an offset of a foreign topic opens nothing', async () => {
    const own = await asVisitor(house.visitor.token);
    own.socket.send({ op: 'subscribe', ref: 1, resource: ourConversation() });
    const { epoch, offset } = await own.socket.next('subscribed');
    own.socket.close();
    const { socket } = await asVisitor(house.foreignVisitor.token);
    socket.send({ op: 'subscribe', ref: 1, resource: ourConversation(), from: { epoch, offset } });
    expect(await socket.next('subscribed', 'refused')).toMatchObject({ op: 'refused' });
    socket.close();
  });
});

describe('[ASVS 1.5.2][A12][A48] what else a socket can send', () => {
  const nested = `${'['.repeat(500)}${']'.repeat(500)}`;
  it.each([
    ['nothing', ''],
    ['no JSON', '{"op":'],
    ['null', 'null'],
    ['a frame outside a list', '{"op":"hello","v":1}'],
    ['an empty list', '[]'],
    ['an unknown frame', '[{"op":"constructor"}]'],
    ['a prototype', '[{"op":"hello","v":1,"__proto__":{"polluted":true}}]'],
    ['an object for a token', '[{"op":"hello","v":1,"token":{"$ne":""}}]'],
    ['deep nesting', nested],
    ['a long text', `["${'x'.repeat(50_000)}"]`],
    ['an empty token', '[{"op":"hello","v":1,"token":""}]'],
    ['a subscription before a hello', '[{"op":"subscribe","ref":1,"resource":"inbox"}]'],
    ['a NUL', '[{"op":"hello","v":1,"token":"\\u0000.\\u0000"}]'],
  ])('%s ends that socket and nothing else', async (_what, text) => {
    const socket = await HandSocket.open(house.test.origin, '/realtime');
    socket.sendRaw(text);
    // A message beyond any size of ours is cut off without a word.
    expect(['bye', 'closed']).toContain((await socket.next('bye')).op);
    socket.close();
    expect((await fetch(`${house.test.origin}/livez`)).status).toBe(200);
    expect(Object.keys(Object.prototype)).toEqual([]);
  });

  it('a resource that is no id is refused like one that does not exist', async () => {
    const { owner } = house.team;
    const { socket } = await asMember(owner, owner.tenantId);
    const wishes = [`conversation:cnv_${'i'.repeat(26)}`, `conversation:cnv_${'z'.repeat(26)}`];
    for (const [index, wish] of wishes.entries()) {
      expect(await follow(socket, wish, index + 1), wish).toBe('not_found');
    }
    socket.close();
  });
});
