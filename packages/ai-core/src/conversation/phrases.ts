import type { SpokenLanguage } from './language.ts';

export interface Phrases {
  notFound(workspace: string): string;
  /** Where a question had several parts and the documents answer the others only. */
  partNotFound(part: string, workspace: string): string;
  greeting(workspace: string): string;
  stillThere(workspace: string): string;
  howAreYou(workspace: string): string;
  thanks(workspace: string): string;
  agreement(workspace: string): string;
  help(workspace: string): string;
  displeased: string;
  goodbye: string;
  whatIAm(assistant: string, workspace: string): string;
  person: string;
  failed: string;
}

/** What the platform says in its own name, in the languages it speaks. */
export const phrases: Record<SpokenLanguage, Phrases> = {
  en: {
    notFound: (workspace) => `I could not find this in ${workspace}'s documents.`,
    partNotFound: (part, workspace) =>
      `I could not find an answer to “${part}” in ${workspace}'s documents.`,
    greeting: (workspace) =>
      `Hello. Ask me anything about ${workspace}; I answer from its documents.`,
    stillThere: (workspace) => `I am here. Ask me anything about ${workspace}.`,
    howAreYou: (workspace) =>
      `I am an AI assistant, so all is well. What would you like to know about ${workspace}?`,
    thanks: (workspace) =>
      `You are welcome. Ask again whenever you want to know something about ${workspace}.`,
    agreement: (workspace) =>
      `Good. Ask me if there is anything else you want to know about ${workspace}.`,
    help: (workspace) =>
      `Of course. Ask me your question about ${workspace} in a sentence; I look it up in the documents.`,
    displeased: `I am sorry that this did not help. Try it in other words, or ask to talk to a person.`,
    goodbye: 'Goodbye.',
    whatIAm: (assistant, workspace) =>
      `I am ${assistant}, an AI assistant. I answer from ${workspace}'s documents and can pass you to a person.`,
    person: 'I can pass you to a person of the team.',
    failed:
      'Something went wrong on our side and your question was not answered. Please try again.',
  },
  de: {
    notFound: (workspace) => `Dazu habe ich in den Dokumenten von ${workspace} nichts gefunden.`,
    partNotFound: (part, workspace) =>
      `Zu „${part}“ habe ich in den Dokumenten von ${workspace} nichts gefunden.`,
    greeting: (workspace) =>
      `Hallo. Fragen Sie mich zu ${workspace}; ich antworte aus den Dokumenten.`,
    stillThere: (workspace) => `Ich bin da. Fragen Sie mich zu ${workspace}.`,
    howAreYou: (workspace) =>
      `Ich bin ein KI-Assistent, also ist alles in Ordnung. Was möchten Sie über ${workspace} wissen?`,
    thanks: (workspace) =>
      `Gern geschehen. Fragen Sie wieder, wenn Sie etwas über ${workspace} wissen möchten.`,
    agreement: (workspace) =>
      `Gut. Fragen Sie, wenn Sie noch etwas über ${workspace} wissen möchten.`,
    help: (workspace) =>
      `Gern. Stellen Sie Ihre Frage zu ${workspace} in einem Satz; ich sehe in den Dokumenten nach.`,
    displeased: `Es tut mir leid, dass das nicht geholfen hat. Versuchen Sie es mit anderen Worten, oder sprechen Sie mit einem Menschen.`,
    goodbye: 'Auf Wiedersehen.',
    whatIAm: (assistant, workspace) =>
      `Ich bin ${assistant}, ein KI-Assistent. Ich antworte aus den Dokumenten von ${workspace} und kann Sie an einen Menschen weitergeben.`,
    person: 'Ich kann Sie an einen Menschen aus dem Team weitergeben.',
    failed:
      'Bei uns ist etwas schiefgegangen, Ihre Frage wurde nicht beantwortet. Bitte versuchen Sie es noch einmal.',
  },
  fr: {
    notFound: (workspace) => `Je n'ai rien trouvé à ce sujet dans les documents de ${workspace}.`,
    partNotFound: (part, workspace) =>
      `Je n'ai rien trouvé sur « ${part} » dans les documents de ${workspace}.`,
    greeting: (workspace) =>
      `Bonjour. Posez-moi vos questions sur ${workspace} ; je réponds d'après ses documents.`,
    stillThere: (workspace) => `Je suis là. Posez-moi vos questions sur ${workspace}.`,
    howAreYou: (workspace) =>
      `Je suis un assistant IA, donc tout va bien. Que souhaitez-vous savoir sur ${workspace} ?`,
    thanks: (workspace) =>
      `Je vous en prie. Revenez dès que vous avez une question sur ${workspace}.`,
    agreement: (workspace) =>
      `Très bien. Dites-moi si vous avez une autre question sur ${workspace}.`,
    help: (workspace) =>
      `Bien sûr. Posez votre question sur ${workspace} en une phrase ; je cherche dans les documents.`,
    displeased: `Je suis désolé que cela ne vous ait pas aidé. Essayez avec d'autres mots, ou demandez à parler à une personne.`,
    goodbye: 'Au revoir.',
    whatIAm: (assistant, workspace) =>
      `Je suis ${assistant}, un assistant IA. Je réponds d'après les documents de ${workspace} et peux vous passer une personne.`,
    person: "Je peux vous passer une personne de l'équipe.",
    failed:
      'Un problème est survenu de notre côté et votre question est restée sans réponse. Veuillez réessayer.',
  },
  es: {
    notFound: (workspace) => `No he encontrado esto en los documentos de ${workspace}.`,
    partNotFound: (part, workspace) =>
      `No he encontrado nada sobre «${part}» en los documentos de ${workspace}.`,
    greeting: (workspace) =>
      `Hola. Pregúnteme sobre ${workspace}; respondo a partir de sus documentos.`,
    stillThere: (workspace) => `Aquí estoy. Pregúnteme sobre ${workspace}.`,
    howAreYou: (workspace) =>
      `Soy un asistente de IA, así que todo va bien. ¿Qué le gustaría saber sobre ${workspace}?`,
    thanks: (workspace) =>
      `De nada. Pregunte de nuevo cuando quiera saber algo sobre ${workspace}.`,
    agreement: (workspace) => `Muy bien. Pregúnteme si quiere saber algo más sobre ${workspace}.`,
    help: (workspace) =>
      `Claro. Escriba su pregunta sobre ${workspace} en una frase; la busco en los documentos.`,
    displeased: `Siento que esto no haya ayudado. Pruebe con otras palabras, o pida hablar con una persona.`,
    goodbye: 'Adiós.',
    whatIAm: (assistant, workspace) =>
      `Soy ${assistant}, un asistente de IA. Respondo a partir de los documentos de ${workspace} y puedo pasarle con una persona.`,
    person: 'Puedo pasarle con una persona del equipo.',
    failed:
      'Algo ha fallado por nuestra parte y su pregunta ha quedado sin respuesta. Inténtelo de nuevo.',
  },
  it: {
    notFound: (workspace) => `Non ho trovato nulla al riguardo nei documenti di ${workspace}.`,
    partNotFound: (part, workspace) =>
      `Non ho trovato nulla su «${part}» nei documenti di ${workspace}.`,
    greeting: (workspace) =>
      `Salve. Mi chieda di ${workspace}; rispondo in base ai suoi documenti.`,
    stillThere: (workspace) => `Sono qui. Mi chieda di ${workspace}.`,
    howAreYou: (workspace) =>
      `Sono un assistente IA, quindi va tutto bene. Che cosa vuole sapere di ${workspace}?`,
    thanks: (workspace) => `Prego. Chieda di nuovo quando vuole sapere qualcosa di ${workspace}.`,
    agreement: (workspace) => `Bene. Mi chieda pure se vuole sapere altro di ${workspace}.`,
    help: (workspace) =>
      `Certo. Scriva la sua domanda su ${workspace} in una frase; la cerco nei documenti.`,
    displeased: `Mi dispiace che non sia stato utile. Provi con altre parole, o chieda di parlare con una persona.`,
    goodbye: 'Arrivederci.',
    whatIAm: (assistant, workspace) =>
      `Sono ${assistant}, un assistente IA. Rispondo in base ai documenti di ${workspace} e posso passarle una persona.`,
    person: 'Posso passarle una persona del team.',
    failed:
      'Qualcosa è andato storto da parte nostra e la sua domanda è rimasta senza risposta. Riprovi.',
  },
  pt: {
    notFound: (workspace) => `Não encontrei isto nos documentos de ${workspace}.`,
    partNotFound: (part, workspace) =>
      `Não encontrei nada sobre “${part}” nos documentos de ${workspace}.`,
    greeting: (workspace) =>
      `Olá. Pergunte-me sobre ${workspace}; respondo a partir dos seus documentos.`,
    stillThere: (workspace) => `Estou aqui. Pergunte-me sobre ${workspace}.`,
    howAreYou: (workspace) =>
      `Sou um assistente de IA, por isso está tudo bem. O que gostaria de saber sobre ${workspace}?`,
    thanks: (workspace) => `De nada. Pergunte de novo quando quiser saber algo sobre ${workspace}.`,
    agreement: (workspace) =>
      `Muito bem. Pergunte-me se quiser saber mais alguma coisa sobre ${workspace}.`,
    help: (workspace) =>
      `Claro. Escreva a sua pergunta sobre ${workspace} numa frase; eu procuro nos documentos.`,
    displeased: `Lamento que isto não tenha ajudado. Tente com outras palavras, ou peça para falar com uma pessoa.`,
    goodbye: 'Até logo.',
    whatIAm: (assistant, workspace) =>
      `Sou ${assistant}, um assistente de IA. Respondo a partir dos documentos de ${workspace} e posso passar a conversa a uma pessoa.`,
    person: 'Posso passar a conversa a uma pessoa da equipa.',
    failed: 'Algo correu mal do nosso lado e a sua pergunta ficou sem resposta. Tente de novo.',
  },
  nl: {
    notFound: (workspace) => `Ik kon dit niet vinden in de documenten van ${workspace}.`,
    partNotFound: (part, workspace) =>
      `Over “${part}” kon ik niets vinden in de documenten van ${workspace}.`,
    greeting: (workspace) =>
      `Hallo. Vraag me iets over ${workspace}; ik antwoord uit de documenten.`,
    stillThere: (workspace) => `Ik ben er. Vraag me iets over ${workspace}.`,
    howAreYou: (workspace) =>
      `Ik ben een AI-assistent, dus alles gaat goed. Wat wilt u weten over ${workspace}?`,
    thanks: (workspace) =>
      `Graag gedaan. Vraag het gerust als u nog iets over ${workspace} wilt weten.`,
    agreement: (workspace) => `Goed. Vraag het me als u nog iets over ${workspace} wilt weten.`,
    help: (workspace) =>
      `Natuurlijk. Stel uw vraag over ${workspace} in één zin; ik zoek het op in de documenten.`,
    displeased: `Het spijt me dat dit niet hielp. Probeer het met andere woorden, of vraag om een medewerker.`,
    goodbye: 'Tot ziens.',
    whatIAm: (assistant, workspace) =>
      `Ik ben ${assistant}, een AI-assistent. Ik antwoord uit de documenten van ${workspace} en kan u doorverbinden met een medewerker.`,
    person: 'Ik kan u doorverbinden met een medewerker.',
    failed: 'Er ging bij ons iets mis en uw vraag is niet beantwoord. Probeer het opnieuw.',
  },
  ar: {
    notFound: (workspace) => `لم أجد هذا في مستندات ${workspace}.`,
    partNotFound: (part, workspace) => `لم أجد جوابا عن «${part}» في مستندات ${workspace}.`,
    greeting: (workspace) => `مرحبا. اسألني عن ${workspace}، وسأجيبك من مستنداتها.`,
    stillThere: (workspace) => `أنا هنا. اسألني عن ${workspace}.`,
    howAreYou: (workspace) =>
      `أنا مساعد ذكاء اصطناعي وكل شيء على ما يرام. ماذا تريد أن تعرف عن ${workspace}؟`,
    thanks: (workspace) => `على الرحب والسعة. اسألني متى أردت معرفة شيء عن ${workspace}.`,
    agreement: (workspace) => `حسنا. اسألني إن أردت معرفة شيء آخر عن ${workspace}.`,
    help: (workspace) => `بالتأكيد. اكتب سؤالك عن ${workspace} في جملة واحدة، وسأبحث في المستندات.`,
    displeased: 'آسف لأن هذا لم يساعدك. جرب كلمات أخرى، أو اطلب التحدث إلى شخص.',
    goodbye: 'إلى اللقاء.',
    whatIAm: (assistant, workspace) =>
      `أنا ${assistant}، مساعد ذكاء اصطناعي. أجيب من مستندات ${workspace} ويمكنني تحويلك إلى شخص.`,
    person: 'يمكنني تحويلك إلى شخص من الفريق.',
    failed: 'حدث خطأ لدينا ولم تتم الإجابة عن سؤالك. حاول مرة أخرى.',
  },
};
