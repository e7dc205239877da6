/**
 * Topics of the message log. Nothing outside names them: a client asks for a resource and is given
 * the topic its rights lead to. A conversation has two, since the team sees more than the visitor.
 */
export const visitorTopic = (conversationId: string) => `visitor:${conversationId}`;
export const teamTopic = (conversationId: string) => `team:${conversationId}`;
export const inboxTopic = (tenantId: string) => `inbox:${tenantId}`;
export const knowledgeTopic = (tenantId: string) => `knowledge:${tenantId}`;
