import type { Message } from '@platform/api-contract/types';

/** A person's initial, and over it the photo, if there is one and the page lets it load. */
export function Avatar({ author }: { author: Message['author'] }) {
  const url = author?.avatarUrl;
  return (
    <span class="avatar" aria-hidden="true">
      {[...(author?.name ?? '•')][0]}
      {url && /^https?:/i.test(url) && (
        <img
          src={url}
          alt=""
          width="24"
          height="24"
          onError={(event) => {
            event.currentTarget.hidden = true;
          }}
        />
      )}
    </span>
  );
}
