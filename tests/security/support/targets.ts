import { routes } from '@platform/api-contract/contract';
import type { ProcedureMeta, RawRoute } from '@platform/api-contract/procedure';
import { newId } from '@platform/shared/ids';
import {
  type Answer,
  call,
  type Listed,
  procedures,
  type RequestHeaders,
  request,
} from './call.ts';
import type { House } from './house.ts';
import { type Ids, idFieldsOf, narrowsList, sampleInput } from './sample-input.ts';

/** One thing the contract offers, procedure or route, as the matrix asks for it. */
export interface Target extends ProcedureMeta {
  readonly path: string;
  /** Whether it takes a row's id, so that a row of somebody else can be asked for. */
  readonly namesRows: boolean;
  /** A browser's mutation, which wants the session's token. */
  readonly changes: boolean;
  /** Codes of the rule behind the door, which say that the caller was let in. */
  readonly answersInside: readonly string[];
  /** Calls it in earnest, with these ids. */
  ask(origin: string, ids: Ids, headers: RequestHeaders): Promise<Answer>;
  /** Calls it with what no schema accepts: whoever is let in is told so, and nothing happens. */
  knock(origin: string, ids: Ids, headers: RequestHeaders): Promise<Answer>;
  /** A call in earnest that leaves the house as it is, or only adds to it. */
  readonly harmless: boolean;
  /** Ids of rows made for this one call, where it would take something away. */
  prepare(house: House, caller: keyof House['team']): Promise<Ids>;
}

const harmlessDomains = ['knowledge', 'assistants', 'conversations', 'visitor', 'widgets'];
// It goes to another host, and this one locks the house's own visitors out.
const neverInEarnest = ['knowledge.addAddress', 'widgets.requireIdentity'];

function isHarmless({ path, kind, stepUp }: Listed): boolean {
  if (neverInEarnest.includes(path) || stepUp === true) return false;
  const [domain = ''] = path.split('.');
  return kind === 'query' || harmlessDomains.includes(domain) || path === 'workspaces.update';
}

const ofProcedure = (procedure: Listed): Target => ({
  ...procedure,
  namesRows: idFieldsOf(procedure.input).length > 0 && !narrowsList(procedure.path),
  changes: procedure.kind === 'mutation' && !isForAnySite(procedure.path),
  answersInside: insideProcedure(procedure),
  harmless: isHarmless(procedure),
  ask: (origin, ids, headers) =>
    call(origin, procedure, sampleInput(procedure.input, ids), headers),
  knock: (origin, _ids, headers) => call(origin, procedure, 'knock', headers),
  prepare: (house, caller) => prepare(procedure.path, house, caller),
});

/** The widget's calls carry no cookie: a list of the widget says which sites may make them. */
const isForAnySite = (path: string) => path.startsWith('visitor.') || path === 'cspReports';

function insideProcedure({ kind, path }: Listed): string[] {
  if (path === 'visitor.start') return ['INVALID_INPUT', 'ORIGIN_NOT_ALLOWED'];
  return kind === 'mutation' ? ['INVALID_INPUT', 'CONFLICT'] : ['INVALID_INPUT'];
}

/** What comes of a route that was let in to with nothing to work on, where that is no success. */
const insideRoutes: Readonly<Record<string, readonly string[]>> = {
  uploadDocuments: ['UNSUPPORTED_TYPE'],
  // Archives are for whoever asked for them: to others in the same role there is none.
  downloadDataExport: ['NOT_FOUND', 'CONFLICT'],
};

function ofRoute([name, route]: [string, RawRoute]): Target {
  const { method, path } = route;
  const ask = (origin: string, ids: Ids, headers: RequestHeaders) => {
    const at = path.replace(/:(\w+)/g, (_whole, field: string) => ids[field as keyof Ids]);
    if (method === 'GET') return request(origin, at, { headers });
    const type = name === 'cspReports' ? 'application/csp-report' : 'application/json';
    const init = { method, headers: { ...headers, 'content-type': type }, body: '{}' };
    return request(origin, at, init);
  };
  return {
    ...route,
    path: name,
    namesRows: path.includes(':'),
    changes: method === 'POST' && !isForAnySite(name),
    answersInside: insideRoutes[name] ?? [],
    harmless: true,
    ask,
    knock: ask,
    prepare: async ({ ids }) => ids,
  };
}

/** Everything a request can ask for: what is added to the contract is in the matrix the same day. */
export const targets: readonly Target[] = [
  ...procedures.map(ofProcedure),
  ...Object.entries(routes).map(ofRoute),
];

async function prepare(path: string, house: House, caller: keyof House['team']): Promise<Ids> {
  const { api } = house.team.owner;
  const { ids } = house;
  switch (path) {
    case 'widgets.remove':
      return { ...ids, widgetId: await house.test.createWidget(house.team.owner) };
    case 'assistants.remove':
      return { ...ids, assistantId: (await api.assistants.create.mutate({ name: 'Spare' })).id };
    case 'knowledge.remove': {
      const text = `Spare ${newId('event')}`;
      const { id } = await api.knowledge.addText.mutate({ title: 'Spare', text });
      return { ...ids, documentId: id };
    }
    case 'conversations.askPreview': {
      // A preview belongs to the member who started it.
      const { assistantId } = ids;
      const { id } = await house.team[caller].api.conversations.startPreview.mutate({
        assistantId,
      });
      return { ...ids, conversationId: id };
    }
    default:
      return ids;
  }
}
