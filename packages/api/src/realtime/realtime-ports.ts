import type { IncomingMessage } from 'node:http';
import { PlatformError } from '@platform/api-contract/errors';
import { roleMay } from '@platform/api-contract/permissions';
import { resourcePattern } from '@platform/api-contract/schemas/realtime/messages';
import type { WorkspacePermission } from '@platform/api-contract/types';
import {
  type Actor,
  type Authenticator,
  enterAsKey,
  enterWorkspace,
  isKey,
  type KeyActor,
  requirePerson,
  type UserActor,
  type VisitorActor,
} from '@platform/auth';
import type { Database } from '@platform/db';
import type { Decision, GatewayPorts, MessageLog, Session } from '@platform/realtime/server';
import { newId } from '@platform/shared/ids';
import { admitVisitor, type WidgetDirectory } from '../http/widget-directory.ts';
import { findChannel } from '../modules/conversations/conversations.queries.ts';
import { ownsConversation, visitorExists } from '../modules/visitor/visitor.queries.ts';
import { inboxTopic, knowledgeTopic, teamTopic, visitorTopic } from './topics.ts';

export interface RealtimePortOptions {
  readonly db: Database;
  readonly log: MessageLog;
  readonly authenticator: Authenticator;
  readonly cookieName: string;
  readonly widgets: WidgetDirectory;
  isOwnOrigin(origin: string): boolean;
}

/** A person of the team, in the one workspace their socket is for. */
interface TeamActor {
  readonly kind: 'user';
  readonly user: UserActor;
  readonly tenantId: string;
  may(permission: WorkspacePermission): boolean;
}
/** A program of the workspace. */
interface ProgramActor {
  readonly kind: 'key';
  readonly key: KeyActor;
  readonly tenantId: string;
  may(permission: WorkspacePermission): boolean;
}
type LiveActor = TeamActor | ProgramActor | VisitorActor;

/** What the gateway asks of the platform: who is this, and may they follow that. */
export function createRealtimePorts(options: RealtimePortOptions): GatewayPorts<LiveActor> {
  const { db, authenticator } = options;

  const sessionOf = (actor: LiveActor): Session<LiveActor> => {
    if (actor.kind === 'user') return { actor, keys: [actor.user.userId, actor.tenantId] };
    if (actor.kind === 'visitor') return { actor, keys: [actor.visitorId, actor.widgetId] };
    const { keyId, createdBy, expiresAt } = actor.key;
    return {
      actor,
      // What a key may do ends where the role of its maker ends, so their change is its change.
      keys: [keyId, actor.tenantId, createdBy],
      ...(expiresAt === null ? {} : { expiresAtMs: expiresAt.getTime() }),
    };
  };

  // The same policy as the guard's; a socket that may not be is closed without a reason.
  const admitUser = (actor: Actor | null, workspace: string | null) => {
    try {
      const user = requirePerson(actor ?? { kind: 'anonymous' });
      const { tenantId, role } = enterWorkspace(user, workspace);
      return sessionOf({ kind: 'user', user, tenantId, may: (wanted) => roleMay(role, wanted) });
    } catch (error) {
      if (error instanceof PlatformError) return null;
      throw error;
    }
  };

  const admitKey = (key: Actor | null, workspace: string | null) => {
    if (key?.kind !== 'key') return null;
    try {
      const tenantId = enterAsKey(key, workspace);
      return sessionOf({
        kind: 'key',
        key,
        tenantId,
        may: (wanted) => key.scopes.includes(wanted),
      });
    } catch (error) {
      if (error instanceof PlatformError) return null;
      throw error;
    }
  };

  const openVisitor = async (actor: Actor, origin: string | undefined) => {
    if (actor.kind !== 'visitor') return null;
    try {
      admitVisitor(await options.widgets.find(actor.widgetId), actor, origin);
    } catch (error) {
      if (error instanceof PlatformError) return null;
      throw error;
    }
    const exists = await db.tenant(actor.tenantId, (tx) => visitorExists(tx, actor));
    return exists ? sessionOf(actor) : null;
  };

  return {
    async authenticate({ token, request }) {
      const origin = request?.headers.origin;
      if (token !== undefined) {
        const credentials = { sessionToken: undefined, bearerToken: token };
        if (isKey(token)) {
          const key = await authenticator.authenticate('workspace.read', credentials);
          return admitKey(key, workspaceOf(request));
        }
        return openVisitor(await authenticator.authenticate('visitor', credentials), origin);
      }
      // Cookies speak only for pages of ours: another site's page could send them along.
      if (origin !== undefined && !options.isOwnOrigin(origin)) return null;
      if (request === undefined) return null;
      const cookie = readCookie(request, options.cookieName);
      if (cookie === undefined) return null;
      const credentials = { sessionToken: cookie, bearerToken: undefined };
      const actor = await authenticator.authenticate('session', credentials);
      return admitUser(actor, workspaceOf(request));
    },
    async reload(actor) {
      if (actor.kind === 'key') {
        return admitKey(await authenticator.reloadKey(actor.key.keyHash), actor.tenantId);
      }
      if (actor.kind === 'visitor') return openVisitor(actor, undefined);
      return admitUser(await authenticator.reloadSession(actor.user.sessionId), actor.tenantId);
    },
    async authorize(actor, resource) {
      if (!resourcePattern.test(resource)) return { refused: 'not_found' };
      if (actor.kind === 'visitor') return authorizeVisitor(db, actor, resource);
      return authorizeTeam(db, actor, resource);
    },
    async signal(actor, { resource, type }) {
      if (type !== 'typing' || !resource.startsWith('conversation:')) return;
      const conversationId = resource.slice('conversation:'.length);
      const who = actor.kind === 'visitor' ? ('visitor' as const) : ('agent' as const);
      const name =
        actor.kind === 'user' ? actor.user.name : actor.kind === 'key' ? actor.key.name : '';
      // Each side hears of the other, never of itself.
      const topic = who === 'visitor' ? teamTopic(conversationId) : visitorTopic(conversationId);
      await options.log.publish([
        { topic, type, id: newId('event'), payload: { conversationId, who, name } },
      ]);
    },
  };
}

async function authorizeVisitor(
  db: Database,
  actor: VisitorActor,
  resource: string,
): Promise<Decision> {
  if (!resource.startsWith('conversation:')) return { refused: 'not_found' };
  const id = resource.slice('conversation:'.length);
  const isOwn = await db.tenant(actor.tenantId, (tx) => ownsConversation(tx, actor, id));
  return isOwn ? { topic: visitorTopic(id) } : { refused: 'not_found' };
}

async function authorizeTeam(
  db: Database,
  actor: TeamActor | ProgramActor,
  resource: string,
): Promise<Decision> {
  const { tenantId } = actor;
  if (resource === 'knowledge') {
    if (!actor.may('knowledge.read')) return { refused: 'forbidden' };
    return { topic: knowledgeTopic(tenantId) };
  }
  if (!actor.may('conversations.read')) return { refused: 'forbidden' };
  if (resource === 'inbox') return { topic: inboxTopic(tenantId) };
  const id = resource.slice('conversation:'.length);
  const found = await db.tenant(tenantId, (tx) => findChannel(tx, tenantId, id));
  const me = actor.kind === 'user' ? actor.user.userId : null;
  const isOthersPreview = found?.channel === 'preview' && found.previewUserId !== me;
  return found === undefined || isOthersPreview
    ? { refused: 'not_found' }
    : { topic: teamTopic(id) };
}

/** Which workspace a socket is for, unchecked. */
function workspaceOf(request: IncomingMessage | undefined): string | null {
  return new URL(request?.url ?? '/', 'http://socket').searchParams.get('workspace');
}

/** One cookie of an upgrade request, which Fastify never sees. */
export function readCookie(request: IncomingMessage, name: string): string | undefined {
  const pairs = (request.headers.cookie ?? '').split(';').map((pair) => pair.trim());
  return pairs.find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1);
}
