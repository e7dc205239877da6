import type { SpokenLanguage } from './language.ts';

export interface Phrases {
  notFound(workspace: string): string;
  greeting(workspace: string): string;
  thanks: string;
  goodbye: string;
  whatIAm(assistant: string, workspace: string): string;
  person: string;
  failed: string;
}

/** What the platform says in its own name, in the languages it speaks. */
export const phrases: Record<SpokenLanguage, Phrases> = {
  en: {
    notFound: (workspace) => `I could not find this in ${workspace}'s documents.`,
    greeting: (workspace) =>
      `Hello. Ask me anything about ${workspace}; I answer from its documents.`,
    thanks: 'You are welcome.',
    goodbye: 'Goodbye.',
    whatIAm: (assistant, workspace) =>
      `I am ${assistant}, an AI assistant. I answer from ${workspace}'s documents and can pass you to a person.`,
    person: 'I can pass you to a person of the team.',
    failed:
      'Something went wrong on our side and your question was not answered. Please try again.',
  },
  de: {
    notFound: (workspace) => `Dazu habe ich in den Dokumenten von ${workspace} nichts gefunden.`,
    greeting: (workspace) =>
      `Hallo. Fragen Sie mich zu ${workspace}; ich antworte aus den Dokumenten.`,
    thanks: 'Gern geschehen.',
    goodbye: 'Auf Wiedersehen.',
    whatIAm: (assistant, workspace) =>
      `Ich bin ${assistant}, ein KI-Assistent. Ich antworte aus den Dokumenten von ${workspace} und kann Sie an einen Menschen weitergeben.`,
    person: 'Ich kann Sie an einen Menschen aus dem Team weitergeben.',
    failed:
      'Bei uns ist etwas schiefgegangen, Ihre Frage wurde nicht beantwortet. Bitte versuchen Sie es noch einmal.',
  },
  fr: {
    notFound: (workspace) => `Je n'ai rien trouvé à ce sujet dans les documents de ${workspace}.`,
    greeting: (workspace) =>
      `Bonjour. Posez-moi vos questions sur ${workspace} ; je réponds d'après ses documents.`,
    thanks: 'Je vous en prie.',
    goodbye: 'Au revoir.',
    whatIAm: (assistant, workspace) =>
      `Je suis ${assistant}, un assistant IA. Je réponds d'après les documents de ${workspace} et peux vous passer une personne.`,
    person: "Je peux vous passer une personne de l'équipe.",
    failed:
      'Un problème est survenu de notre côté et votre question est restée sans réponse. Veuillez réessayer.',
  },
  es: {
    notFound: (workspace) => `No he encontrado esto en los documentos de ${workspace}.`,
    greeting: (workspace) =>
      `Hola. Pregúnteme sobre ${workspace}; respondo a partir de sus documentos.`,
    thanks: 'De nada.',
    goodbye: 'Adiós.',
    whatIAm: (assistant, workspace) =>
      `Soy ${assistant}, un asistente de IA. Respondo a partir de los documentos de ${workspace} y puedo pasarle con una persona.`,
    person: 'Puedo pasarle con una persona del equipo.',
    failed:
      'Algo ha fallado por nuestra parte y su pregunta ha quedado sin respuesta. Inténtelo de nuevo.',
  },
  it: {
    notFound: (workspace) => `Non ho trovato nulla al riguardo nei documenti di ${workspace}.`,
    greeting: (workspace) =>
      `Salve. Mi chieda di ${workspace}; rispondo in base ai suoi documenti.`,
    thanks: 'Prego.',
    goodbye: 'Arrivederci.',
    whatIAm: (assistant, workspace) =>
      `Sono ${assistant}, un assistente IA. Rispondo in base ai documenti di ${workspace} e posso passarle una persona.`,
    person: 'Posso passarle una persona del team.',
    failed:
      'Qualcosa è andato storto da parte nostra e la sua domanda è rimasta senza risposta. Riprovi.',
  },
  pt: {
    notFound: (workspace) => `Não encontrei isto nos documentos de ${workspace}.`,
    greeting: (workspace) =>
      `Olá. Pergunte-me sobre ${workspace}; respondo a partir dos seus documentos.`,
    thanks: 'De nada.',
    goodbye: 'Até logo.',
    whatIAm: (assistant, workspace) =>
      `Sou ${assistant}, um assistente de IA. Respondo a partir dos documentos de ${workspace} e posso passar a conversa a uma pessoa.`,
    person: 'Posso passar a conversa a uma pessoa da equipa.',
    failed: 'Algo correu mal do nosso lado e a sua pergunta ficou sem resposta. Tente de novo.',
  },
  nl: {
    notFound: (workspace) => `Ik kon dit niet vinden in de documenten van ${workspace}.`,
    greeting: (workspace) =>
      `Hallo. Vraag me iets over ${workspace}; ik antwoord uit de documenten.`,
    thanks: 'Graag gedaan.',
    goodbye: 'Tot ziens.',
    whatIAm: (assistant, workspace) =>
      `Ik ben ${assistant}, een AI-assistent. Ik antwoord uit de documenten van ${workspace} en kan u doorverbinden met een medewerker.`,
    person: 'Ik kan u doorverbinden met een medewerker.',
    failed: 'Er ging bij ons iets mis en uw vraag is niet beantwoord. Probeer het opnieuw.',
  },
};
