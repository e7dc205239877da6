/**
 * English words that carry grammar rather than matter. Question words are among them: "how" in a
 * question does not ask for passages that contain "how".
 */
const STOP_WORDS = new Set(
  `a about above after again against all also am an and any are aren't as at be because been before
  being below between both but by can can't cannot could couldn't did didn't do does doesn't doing
  don't down during each either else ever few for from further get gets got had hadn't has hasn't
  have haven't having he he'd he'll he's her here hers herself him himself his how i i'd i'll i'm
  i've if in into is isn't it its itself just let let's me might more most much must my myself no
  nor not of off on once only or other our ours ourselves out over own per please same shall she
  she'd she'll should shouldn't so some such than that the their theirs them themselves then there
  these they they'd they'll they're they've this those through to too under until up upon us very
  via was wasn't we we'd we'll we're we've were weren't what when where whether which while who
  whom whose why will with within won't would wouldn't yes you you'd you'll you're you've your
  yours yourself yourselves`.split(/\s+/),
);

/** Whether a lower-case word is one of them. */
export const isStopWord = (word: string): boolean => STOP_WORDS.has(word);
