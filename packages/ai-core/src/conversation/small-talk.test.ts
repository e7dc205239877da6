import { expect, test } from 'vitest';
import { readSmallTalk, withoutGreeting } from './small-talk.ts';

test.each([
  ['hi', 'greeting'],
  ['Hello there!', 'greeting'],
  ['Guten Tag', 'greeting'],
  ['¡Hola! Buenos días', 'greeting'],
  ['Bonjour 👋', 'greeting'],
  ['thanks a lot', 'thanks'],
  ['ok, thank you so much!', 'thanks'],
  ['Vielen Dank', 'thanks'],
  ['merci beaucoup', 'thanks'],
  ['bye', 'goodbye'],
  ['are you a bot?', 'what-are-you'],
  ['Am I talking to a human?', 'what-are-you'],
  ['Bist du ein Roboter?', 'what-are-you'],
  ['hi, are you a real person?', 'what-are-you'],
  ['can I talk to a human please', 'person'],
  ['I want to speak to someone', 'person'],
  ['talk to a person', 'person'],
  ['human please', 'person'],
  ['I would like to be connected to a human', 'person'],
  ["I'd rather talk to a real person now", 'person'],
  ['please connect me with an agent', 'person'],
  ['Ich möchte mit einem Menschen sprechen', 'person'],
  ['je veux parler à un humain', 'person'],
  ['quiero hablar con una persona', 'person'],
])('%s -> %s', (message, kind) => {
  expect(readSmallTalk(message)).toBe(kind);
});

test.each([
  'hi, how do I reset my password?',
  'who are you hiring?',
  'How do I contact support?',
  'thanks to which law did prices fall?',
  'What does a support agent see?',
  'can I speak to my data in SQL?',
  'Is this a bot-free forum?',
  'can visitors talk to a person?',
  'how do customers talk to an agent?',
  'Hidden fees?',
  '',
  'do you have a person responsible for data protection?',
])('a question is not small talk: %s', (message) => {
  expect(readSmallTalk(message)).toBeNull();
});

test('a greeting before a question is set aside', () => {
  expect(withoutGreeting('Hello, how do I pay?')).toBe('how do I pay?');
  expect(withoutGreeting('High prices?')).toBe('High prices?');
  expect(withoutGreeting('Hello Kitty shirts?')).toBe('Hello Kitty shirts?');
});
