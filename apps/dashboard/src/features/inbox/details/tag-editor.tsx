import type { ConversationDetails } from '@platform/api-contract/types';
import { Input } from '@platform/ui/input';
import { Link } from '@tanstack/react-router';
import { X } from 'lucide-react';
import { useState } from 'react';
import { useTexts } from '../../../texts/use-texts.tsx';
import type { ConversationActions } from '../state/use-conversation-actions.ts';

/** The contract's bounds: longer or more is refused by the server. */
const maxLength = 40;
const maxTags = 20;

/** Tags as links to all conversations that have them; Enter or a comma adds one. */
export function TagEditor(props: {
  conversation: ConversationDetails;
  actions: ConversationActions;
  mayWrite: boolean;
}) {
  const t = useTexts();
  const { tags } = props.conversation;
  const [word, setWord] = useState('');
  const add = () => {
    const tag = word.trim();
    setWord('');
    if (tag !== '' && !tags.includes(tag)) void props.actions.setTags([...tags, tag]);
  };
  return (
    <div className="flex flex-col gap-2">
      {tags.length > 0 ? (
        <ul className="flex flex-wrap gap-1.5">
          {tags.map((tag) => (
            <li
              key={tag}
              className="flex h-6 min-w-0 max-w-full items-center rounded-chip border border-line ps-1.5 text-sm"
            >
              <Link
                to="/inbox"
                search={{ view: 'all', tag }}
                dir="auto"
                className="min-w-0 truncate text-ink no-underline hover:underline"
              >
                {tag}
              </Link>
              {props.mayWrite ? (
                <button
                  type="button"
                  aria-label={t('inbox.detailRemoveTag', { tag })}
                  onClick={() => void props.actions.setTags(tags.filter((each) => each !== tag))}
                  className="inline-flex size-6 shrink-0 items-center justify-center rounded-chip text-ink-2 hover:bg-hover hover:text-ink"
                >
                  <X aria-hidden className="size-3" />
                </button>
              ) : (
                <span className="pe-1.5" />
              )}
            </li>
          ))}
        </ul>
      ) : props.mayWrite ? null : (
        <p className="text-ink-2 text-sm">{t('inbox.detailNoTags')}</p>
      )}
      {props.mayWrite && tags.length < maxTags ? (
        <Input
          aria-label={t('inbox.detailAddTag')}
          placeholder={t('inbox.detailAddTag')}
          maxLength={maxLength}
          value={word}
          onValueChange={setWord}
          onBlur={add}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' && event.key !== ',') return;
            event.preventDefault();
            add();
          }}
        />
      ) : null}
    </div>
  );
}
