import type { Message } from '@platform/api-contract/types';
import { Component } from 'preact';
import { MessageView } from './message-view.tsx';
import { timeBetween } from './time-between.tsx';
import type { ViewProps } from './view-props.ts';

interface MessageRowProps extends ViewProps {
  readonly message: Message;
  readonly before: Message | undefined;
  /** The visitor's words that this answers. */
  readonly question: string;
  readonly isLast: boolean;
}

/** Drawn again only when something in it changed: a long thread must not make typing slow. */
export class MessageRow extends Component<MessageRowProps> {
  override shouldComponentUpdate(next: MessageRowProps): boolean {
    const now = this.props;
    return (
      next.message !== now.message ||
      next.isLast !== now.isLast ||
      next.t !== now.t ||
      next.state.session !== now.state.session ||
      next.state.askingWhy !== now.state.askingWhy ||
      next.state.thread.conversation !== now.state.thread.conversation
    );
  }

  override render(row: MessageRowProps) {
    return (
      <div class="row">
        {timeBetween(row.before, row.message, row.locale)}
        <MessageView {...row} />
      </div>
    );
  }
}
