import { expect, test } from 'vitest';
import { readSmallTalk, withoutSmallTalk } from './small-talk.ts';

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
  ['thanks, that helps', 'thanks'],
  ['no thanks, that is all', 'thanks'],
  ['got it thanks', 'thanks'],
  ['merci, c’est très utile', 'thanks'],
  ['شكرا جزيلا', 'thanks'],
  ['ok', 'agreement'],
  ['Alles klar', 'agreement'],
  ['👍', 'agreement'],
  ['hello? anyone?', 'still-there'],
  ['is anyone there', 'still-there'],
  ['???', 'still-there'],
  ['...', 'still-there'],
  ['hola, ¿qué tal?', 'how-are-you'],
  ['can you help me?', 'help'],
  ['Ich habe eine Frage', 'help'],
  ['that is not what I asked', 'displeased'],
  ['who are you', 'what-are-you'],
  ["what's your name?", 'what-are-you'],
  ['هل أنت روبوت؟', 'what-are-you'],
  ['bye', 'goodbye'],
  ['ok cool, bye', 'goodbye'],
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
  expect(readSmallTalk(message)?.kind ?? null).toBe(kind);
});

test.each([
  'hi, how do I reset my password?',
  'hello, how do I cancel?',
  'ok thanks, and what about annual plans?',
  'can you help me with my invoice?',
  'anyone here who can tell me the price?',
  'right of return',
  'Test the connection',
  'no refunds?',
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

test('what several languages say alike names none of them', () => {
  expect(readSmallTalk('super')).toEqual({ kind: 'agreement', language: null });
  expect(readSmallTalk('Alles klar, danke')).toEqual({ kind: 'thanks', language: 'de' });
});

test('small talk around a question is set aside', () => {
  expect(withoutSmallTalk('Hello, how do I pay?')).toBe('how do I pay?');
  expect(withoutSmallTalk('hello how do I pay')).toBe('how do I pay');
  expect(withoutSmallTalk('hello? anyone? how do I pay?')).toBe('how do I pay?');
  expect(withoutSmallTalk('Hi! How do I pay? Thanks a lot!')).toBe('How do I pay?');
  expect(withoutSmallTalk('ok thanks, and what about annual plans?')).toBe(
    'and what about annual plans?',
  );
  expect(withoutSmallTalk('High prices?')).toBe('High prices?');
  expect(withoutSmallTalk('Hello Kitty shirts?')).toBe('Hello Kitty shirts?');
  expect(withoutSmallTalk('No. 5 perfume?')).toBe('No. 5 perfume?');
  expect(withoutSmallTalk('ok')).toBe('ok');
  expect(withoutSmallTalk('Who are the "others?"')).toBe('Who are the "others?"');
});
