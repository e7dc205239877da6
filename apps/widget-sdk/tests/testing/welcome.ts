import type { VisitorStart } from '@platform/api-contract/types';
import { newId } from '@platform/shared/ids';

/** What a widget is told first, for a made-up company. */
export const welcome = (): VisitorStart => ({
  token: 'token-of-this-visitor',
  visitorId: newId('visitor'),
  workspaceName: 'Lindenfield Bicycles',
  assistantName: 'Help desk',
  greeting: 'Hello. What would you like to know about renting a bicycle?',
  suggestedQuestions: [
    'What does a bicycle cost per month?',
    'Can I return it early?',
    'Who repairs a puncture?',
  ],
  settings: {
    accent: '#1F5FA8',
    position: 'right',
    theme: 'auto',
    launcherLabel: '',
    subtitle: '',
    offsetPx: 20,
    showSources: true,
    askForPerson: true,
  },
  whenUnsure: 'offer-person',
  conversation: null,
});
