import type { ViewProps } from './view-props.ts';

export function Greeting({ state, panel, alone }: ViewProps & { alone: boolean }) {
  const { session } = state;
  if (!session) return <div class="skeleton" aria-hidden="true" />;
  return (
    <div class="greeting">
      <p class={alone ? 'hello large' : 'hello'} dir="auto">
        {session.greeting}
      </p>
      {alone && (
        <ul class="suggested">
          {session.suggestedQuestions.map((question) => (
            <li key={question}>
              <button type="button" dir="auto" onClick={() => panel.send(question)}>
                {question}
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
