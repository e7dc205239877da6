import {
  changeAssistant,
  ensureAssistant,
  findAssistantRow,
} from '../modules/assistants/assistants.queries.ts';
import { changeWidget, createWidget, findFirstWidget } from '../modules/widgets/widgets.queries.ts';
import type { Services } from '../services.ts';

const demoName = 'Parley';

/** The demo workspace's widget, allowed on the origins that this start has; returns its id. */
export async function ensureDemoWidget(
  { db, widgets: directory }: Services,
  tenantId: string,
  origins: readonly string[],
): Promise<string> {
  const widgetId = await db.tenant(tenantId, async (tx) => {
    const known = await findFirstWidget(tx, tenantId);
    if (known !== undefined) {
      const allowedOrigins = [...new Set([...known.allowedOrigins, ...origins])];
      await changeWidget(tx, tenantId, known.id, { allowedOrigins });
      return known.id;
    }
    const assistantId = await ensureAssistant(tx, tenantId, demoName);
    const row = await findAssistantRow(tx, tenantId, assistantId);
    const settings = {
      ...row.draft,
      name: demoName,
      greeting: 'Ask me anything about Parley. I answer from its own documentation.',
      suggestedQuestions: [
        'What is Parley?',
        'How do I start Parley?',
        'What does an answer cost?',
      ],
    };
    await changeAssistant(tx, tenantId, assistantId, { draft: settings, published: settings });
    return createWidget(tx, tenantId, {
      name: 'Demo site',
      assistantId,
      allowedOrigins: [...new Set(origins)],
    });
  });
  directory.forget(widgetId);
  return widgetId;
}
