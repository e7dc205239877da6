import type { AuditVerification } from '@platform/api-contract/types';
import type { Database } from '@platform/db';
import { detailsDigest, entryDigest, genesisHash, linkHash } from './chain.ts';
import {
  countWaiting,
  findUnlinked,
  type LinkWithEntry,
  readLinks,
} from './verify-chain.queries.ts';

type Broken = NonNullable<AuditVerification['broken']>;

const linksAtOnce = 1_000;

/**
 * Walks a workspace's chain from its first entry, and says where it breaks, if it does. Each page is a
 * transaction of its own: what is appended meanwhile is walked too, and nobody waits for the walk.
 */
export async function verifyChain(db: Database, tenantId: string): Promise<AuditVerification> {
  let head = { seq: 0, hash: genesisHash };
  let lastEntryAt: string | null = null;
  let erased = 0;
  let waiting = 0;
  let broken: Broken | null = null;
  for (let more = true; more && broken === null; ) {
    // Counted first: what is sealed in between is then walked, and never in neither.
    const { page, ...counted } = await db.tenant(tenantId, async (tx) => ({
      waiting: await countWaiting(tx, tenantId),
      page: await readLinks(tx, tenantId, head.seq, linksAtOnce),
    }));
    waiting = counted.waiting;
    more = page.length === linksAtOnce;
    for (const each of page) {
      const reason = whatIsWrong(each, head);
      if (reason !== null) {
        const at = each.entry?.createdAt.toISOString() ?? null;
        broken = { sequence: head.seq + 1, entryId: each.link.entryId, reason, at };
        break;
      }
      head = each.link;
      lastEntryAt = each.entry?.createdAt.toISOString() ?? null;
      if (each.details === null) erased += 1;
    }
  }
  const unlinked = await db.tenant(tenantId, (tx) => findUnlinked(tx, tenantId));
  if (broken === null && unlinked !== undefined) {
    const at = unlinked.createdAt.toISOString();
    broken = { sequence: head.seq + 1, entryId: unlinked.id, reason: 'entry-unlinked', at };
  }
  return {
    state: broken === null ? 'intact' : 'broken',
    length: head.seq,
    headHash: head.hash,
    lastEntryAt,
    waiting,
    erased,
    broken,
    checkedAt: new Date().toISOString(),
  };
}

/** What does not hold of one link after another, or `null`. */
export function whatIsWrong(
  { link, entry, details }: LinkWithEntry,
  before: { seq: number; hash: string },
): Broken['reason'] | null {
  if (link.seq !== before.seq + 1) return 'gap';
  const isLinked =
    link.previousHash === before.hash &&
    link.hash === linkHash(link.previousHash, link.seq, link.entryDigest);
  if (!isLinked) return 'link-changed';
  if (entry === null) return 'entry-missing';
  if (entryDigest(entry) !== link.entryDigest) return 'entry-changed';
  if (details !== null && detailsDigest(details.salt, details.details) !== entry.detailsDigest) {
    return 'details-changed';
  }
  return null;
}
