import {
  BookOpenText,
  Inbox,
  LayoutList,
  type LucideIcon,
  MessageCircleQuestion,
  PanelsTopLeft,
  Server,
  Settings,
} from 'lucide-react';
import type { TextId } from '../texts/use-texts.tsx';

export type Place = {
  to: '/' | '/inbox' | '/knowledge' | '/assistants' | '/widgets' | '/system' | '/settings';
  label: TextId;
  icon: LucideIcon;
  /** The second key after `g`. */
  key: string;
};

/** Where one can go, in the order of the navigation; palette and shortcuts read the same list. */
export const places: readonly Place[] = [
  { to: '/', label: 'nav.overview', icon: LayoutList, key: 'o' },
  { to: '/inbox', label: 'nav.inbox', icon: Inbox, key: 'i' },
  { to: '/knowledge', label: 'nav.knowledge', icon: BookOpenText, key: 'k' },
  { to: '/assistants', label: 'nav.assistants', icon: MessageCircleQuestion, key: 'a' },
  { to: '/widgets', label: 'nav.widgets', icon: PanelsTopLeft, key: 'w' },
  { to: '/system', label: 'nav.system', icon: Server, key: 's' },
  { to: '/settings', label: 'nav.settings', icon: Settings, key: ',' },
];
