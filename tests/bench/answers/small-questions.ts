/**
 * Three tiny workspaces written for this bench, of one to three short documents each: where a word
 * that is in every passage is nothing unusual. `answer` is a stretch that a right answer contains.
 * The near misses are on what the documents are about, and no document answers them.
 */
export const smallCorpora: readonly {
  name: string;
  questions: readonly { question: string; answer: string }[];
  definitions: readonly { question: string; answer: string }[];
  nearMisses: readonly string[];
}[] = [
  {
    name: 'dental',
    definitions: [
      { question: 'What is scaling?', answer: 'Scaling is the removal of hardened plaque' },
      { question: 'What is a night guard?', answer: 'A night guard is a thin splint' },
      { question: 'what does root canal mean', answer: 'A root canal saves an infected tooth' },
    ],
    questions: [
      { question: 'When do you close on Friday?', answer: 'on Friday until 13:00' },
      { question: 'How much does scaling cost?', answer: 'costs 85 euros' },
      { question: 'How long does scaling take?', answer: 'about 45 minutes' },
      { question: 'Who treats children?', answer: 'Dr Amara Osei treats children' },
      { question: 'How long does whitening last?', answer: 'lasts one to two years' },
      { question: 'Does whitening work on crowns?', answer: 'does not work on crowns' },
      { question: 'Can I cancel my appointment?', answer: 'cancel free of charge up to 24 hours' },
      { question: 'What should I bring?', answer: 'bring your insurance card' },
      { question: 'How many visits does a root canal need?', answer: 'two or three visits' },
      { question: 'emergency number?', answer: '0800 555 0199' },
    ],
    nearMisses: [
      'How much does whitening cost?',
      'How long does a root canal take?',
      'Who founded the practice?',
      'Does Dr Osei speak French?',
      'Where can I park?',
      'How much is a night guard?',
      'Do you treat patients in wheelchairs?',
      'When was the practice opened?',
      'Can I pay by instalments?',
      'Which anaesthetic do you use?',
      'Does whitening hurt?',
      'How old must a child be for braces?',
    ],
  },
  {
    name: 'roastery',
    definitions: [
      { question: 'What is washed coffee?', answer: 'Washed coffee is coffee whose fruit' },
      { question: 'What is the bloom?', answer: 'The bloom is the first pour of water' },
    ],
    questions: [
      { question: 'How much is shipping?', answer: 'costs $5' },
      { question: 'Do you deliver to Norway?', answer: 'Norway and Switzerland' },
      { question: 'What does 1 kg of Lantern cost?', answer: 'Coffee: Lantern' },
      { question: 'How do I cancel my subscription?', answer: 'reply STOP' },
      { question: 'Can I return an opened bag?', answer: 'cannot take back opened coffee' },
      { question: 'How do I brew with a French press?', answer: 'Grind 30 g of coffee coarsely' },
      { question: 'Should I keep coffee in the fridge?', answer: 'not in the fridge' },
      { question: 'Which coffee is decaf?', answer: 'Coffee: Driftwood' },
      { question: 'When do you roast?', answer: 'We roast on Tuesdays' },
      { question: 'Where does Harbour come from?', answer: 'Origin: Brazil' },
    ],
    nearMisses: [
      'Do you deliver to Canada?',
      'How much caffeine is in Harbour?',
      'Is the packaging recyclable?',
      'How do I brew with an Aeropress?',
      'Who roasts the coffee?',
      'Where is your shop?',
      'Do you sell grinders?',
      'Can I pay with Bitcoin?',
      'How much does express delivery cost?',
      'When was the roastery founded?',
      'Is the coffee organic?',
      'Can I visit the roastery?',
    ],
  },
  {
    name: 'climbing',
    definitions: [
      { question: 'What is a belay test?', answer: 'A belay test is a short check' },
      { question: 'What is bouldering?', answer: 'Bouldering is climbing without ropes' },
    ],
    questions: [
      { question: 'How much is a day pass?', answer: 'Day passes cost 16 euros' },
      { question: 'Can I rent shoes?', answer: 'Shoes can be rented for 4 euros' },
      { question: 'Is loose chalk allowed?', answer: 'loose chalk is not' },
      { question: 'When was the hall opened?', answer: 'opened in 2014' },
      { question: 'Who sets the routes?', answer: 'Route setter Jonas Pihl' },
      {
        question: 'Can children climb alone?',
        answer: 'Children under 14 climb only with an adult',
      },
    ],
    nearMisses: [
      'How much is a monthly membership?',
      'Is there a café?',
      'When do you open?',
      'Can I bring my own rope?',
      'Do you offer yoga?',
      'How much does a bouldering course cost?',
      'Where can I park my bike?',
      'Can I rent a chalk bag?',
      'How tall is the rope wall?',
      'Is there a shower?',
    ],
  },
];
