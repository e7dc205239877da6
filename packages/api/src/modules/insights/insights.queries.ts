import type { Overview } from '@platform/api-contract/types';
import type { TenantTx } from '@platform/db';
import { decodeId, encodeId } from '@platform/shared/ids';
import { sql } from 'drizzle-orm';

const dayMs = 86_400_000;

type Figure = Overview['conversations'];

/**
 * One figure for the last `days` and the same number of days before, with a value for every day, also
 * for days on which nothing happened.
 */
function figure(
  byDay: ReadonlyMap<string, number>,
  total: { value: number | null; previous: number | null },
  days: number,
): Figure {
  const today = Math.floor(Date.now() / dayMs) * dayMs;
  const series = Array.from({ length: days }, (_, index) => {
    const day = new Date(today - (days - 1 - index) * dayMs).toISOString().slice(0, 10);
    return { day, value: byDay.get(day) ?? 0 };
  });
  return { value: total.value ?? 0, previous: total.previous, series };
}

interface PeriodRow extends Record<string, unknown> {
  /** A day, `now` for the period and `before` for the one before it. */
  bucket: string;
  value: string | number | null;
}

function toFigure(rows: readonly PeriodRow[], days: number): Figure {
  const numbers = new Map(
    rows.flatMap((row) => (row.value === null ? [] : [[row.bucket, Number(row.value)]])),
  );
  return figure(
    numbers,
    { value: numbers.get('now') ?? null, previous: numbers.get('before') ?? null },
    days,
  );
}

/** Counts a measure per day, for the period, and for the period before, in one pass. */
function perPeriod(days: number, source: ReturnType<typeof sql>, measure: ReturnType<typeof sql>) {
  const from = sql`now() - make_interval(days => ${days}::int)`;
  const before = sql`now() - make_interval(days => ${days * 2}::int)`;
  return sql`
    with rows as (${source}),
    marked as (
      select *, case when at >= ${from} then 'now' else 'before' end as period,
        to_char(at at time zone 'UTC', 'YYYY-MM-DD') as day
      from rows where at >= ${before}
    )
    select coalesce(day, period) as bucket, ${measure} as value
    from marked
    group by grouping sets ((day), (period))`;
}

export async function readOverview(
  tx: TenantTx,
  tenantId: string,
  days: number,
): Promise<Overview> {
  const tenant = decodeId('tenant', tenantId);
  const of = async (source: ReturnType<typeof sql>, measure: ReturnType<typeof sql>) =>
    toFigure(await tx.execute<PeriodRow>(perPeriod(days, source, measure)), days);
  const talks = sql`
    select c.created_at as at,
      exists (select 1 from messages m where m.tenant_id = c.tenant_id
        and m.conversation_id = c.id and m.outcome = 'answered')
      and not exists (select 1 from messages m where m.tenant_id = c.tenant_id
        and m.conversation_id = c.id
        and (m.role = 'agent' or m.notice in ('person-requested', 'taken-over'))) as alone
    from conversations c
    where c.tenant_id = ${tenant}::uuid and c.channel = 'widget' and c.message_count > 0`;
  const answers = sql`
    select m.created_at as at, m.first_sentence_ms as ms
    from messages m join conversations c on c.tenant_id = m.tenant_id and c.id = m.conversation_id
    where m.tenant_id = ${tenant}::uuid and c.channel = 'widget'
      and m.role = 'assistant' and m.first_sentence_ms is not null`;
  const costs = sql`
    select created_at as at, cost_micros from cost_events where tenant_id = ${tenant}::uuid`;
  return {
    conversations: await of(talks, sql`count(*)`),
    answeredWithoutPerson: await of(talks, sql`avg(case when alone then 1.0 else 0.0 end)`),
    firstAnswerMs: await of(answers, sql`percentile_cont(0.5) within group (order by ms)`),
    costMicros: await of(costs, sql`sum(cost_micros)`),
    waiting: await listWaiting(tx, tenant),
    unanswered: await listUnanswered(tx, tenant, days),
    ratedDown: await listRatedDown(tx, tenant, days),
    topDocuments: await listTopDocuments(tx, tenant, days),
  };
}

interface WaitingRow extends Record<string, unknown> {
  id: string;
  visitor_name: string | null;
  text: string;
  since: string | Date;
}

async function listWaiting(tx: TenantTx, tenant: string | null): Promise<Overview['waiting']> {
  const rows = await tx.execute<WaitingRow>(sql`
    select c.id, v.name as visitor_name, c.first_question as text,
      coalesce(c.waiting_since, c.last_message_at) as since
    from conversations c
    left join visitors v on v.tenant_id = c.tenant_id and v.id = c.visitor_id
    where c.tenant_id = ${tenant}::uuid and c.state = 'waiting' and c.channel = 'widget'
    order by since limit 10`);
  return rows.map((row) => ({
    conversationId: encodeId('conversation', row.id),
    visitorName: row.visitor_name,
    text: row.text,
    since: new Date(row.since).toISOString(),
  }));
}

interface QuestionRow extends Record<string, unknown> {
  conversation_id: string;
  id: string;
  question: string;
  count: number;
  reason: string | null;
  at: string | Date;
}

/** The visitor's words before an answer: its question is the last visitor message before it. */
const questionOf = sql`
  (select q.text from messages q where q.tenant_id = m.tenant_id
    and q.conversation_id = m.conversation_id and q.role = 'visitor' and q.sequence < m.sequence
    order by q.sequence desc limit 1)`;

async function listUnanswered(
  tx: TenantTx,
  tenant: string | null,
  days: number,
): Promise<Overview['unanswered']> {
  const rows = await tx.execute<QuestionRow>(sql`
    with missed as (
      select m.id, m.conversation_id, m.created_at, ${questionOf} as question
      from messages m
      join conversations c on c.tenant_id = m.tenant_id and c.id = m.conversation_id
      where m.tenant_id = ${tenant}::uuid and m.outcome = 'not-found' and c.channel = 'widget'
        and m.created_at >= now() - make_interval(days => ${days}::int)
    )
    select (array_agg(conversation_id order by created_at desc))[1] as conversation_id,
      (array_agg(id order by created_at desc))[1] as id,
      (array_agg(question order by created_at desc))[1] as question,
      count(*)::int as count, max(created_at) as at
    from missed where question is not null
    group by lower(question) order by count desc, at desc limit 10`);
  return rows.map((row) => ({
    conversationId: encodeId('conversation', row.conversation_id),
    messageId: encodeId('message', row.id),
    question: row.question,
    count: row.count,
    askedAt: new Date(row.at).toISOString(),
  }));
}

async function listRatedDown(
  tx: TenantTx,
  tenant: string | null,
  days: number,
): Promise<Overview['ratedDown']> {
  const rows = await tx.execute<QuestionRow>(sql`
    select m.id, m.conversation_id, coalesce(${questionOf}, '') as question,
      m.rating_reason as reason, m.rated_at as at
    from messages m
    where m.tenant_id = ${tenant}::uuid and m.rating = 'down'
      and m.rated_at >= now() - make_interval(days => ${days}::int)
    order by m.rated_at desc limit 10`);
  return rows.map((row) => ({
    conversationId: encodeId('conversation', row.conversation_id),
    messageId: encodeId('message', row.id),
    question: row.question,
    reason: row.reason,
    ratedAt: new Date(row.at).toISOString(),
  }));
}

interface DocumentRow extends Record<string, unknown> {
  id: string;
  title: string;
  answers: number;
}

async function listTopDocuments(
  tx: TenantTx,
  tenant: string | null,
  days: number,
): Promise<Overview['topDocuments']> {
  const rows = await tx.execute<DocumentRow>(sql`
    select d.id, d.title, count(distinct c.message_id)::int as answers
    from citations c
    join knowledge_documents d on d.tenant_id = c.tenant_id and d.id = c.document_id
    where c.tenant_id = ${tenant}::uuid
      and c.created_at >= now() - make_interval(days => ${days}::int)
    group by d.id, d.title order by answers desc, d.title limit 8`);
  return rows.map((row) => ({
    documentId: encodeId('document', row.id),
    title: row.title,
    answers: row.answers,
  }));
}
