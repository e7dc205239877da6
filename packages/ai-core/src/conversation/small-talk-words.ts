import type { SpokenLanguage } from './language.ts';

export type SmallTalk =
  | 'greeting'
  | 'still-there'
  | 'how-are-you'
  | 'thanks'
  | 'agreement'
  | 'goodbye'
  | 'what-are-you'
  | 'help'
  | 'displeased'
  | 'person';

/**
 * What people say that asks nothing of documents. One pattern a line, folded: lower case, without
 * accents and without apostrophes' variants. A message is small talk only where such lines make up
 * all of it, so a line may be as short as "no".
 */
export const smallTalkLines: Record<SpokenLanguage, Partial<Record<SmallTalk, string>>> = {
  en: {
    greeting: `
      (?:hi|hello|hey|hiya|howdy|yo|greetings|good (?:morning|afternoon|evening|day))(?: (?:there|all|everyone|again|team|you|bot|folks))?
      (?:nice|pleased) to meet you`,
    'still-there': `
      (?:is )?(?:anyone|anybody|someone|somebody)(?: (?:there|here|around|home|online|available))*
      (?:are )?(?:you|u) (?:still )?(?:there|here|awake|online)
      are you working
      test(?:ing)?(?: test| 1 2(?: 3)?)?`,
    'how-are-you': `
      how (?:are|r) (?:you|u|things)(?: doing)?(?: today)?
      hows it going
      how(?:'s| is) it going
      how do you do
      (?:what's|whats|what is) up
      sup`,
    thanks: `
      (?:many |much |no |ok |okay )?(?:thanks|thank you|thx|thank u|tysm|ty|cheers)(?: (?:so much|very much|a lot|a bunch|again|you|all|anyway|for (?:(?:all )?(?:your|the|that|this) )?(?:help|info|information|answer|reply|quick reply|quick answer|time|support)|that helps))*
      (?:that|this|it|which)(?:'s| is| was| has been)? (?:really |very |super |so |all |exactly )?(?:helps|helped|helpful|great|perfect|useful|good to know|what i (?:needed|wanted|was looking for))(?: a lot| me| me a lot)?
      (?:very |really |so )?(?:helpful|useful)
      you(?:'ve| have)?(?: been| are|'re| were)? (?:very |really |so |a great )?help(?:ful|ed)?(?: me)?(?: a lot)?
      (?:that|this) answers (?:my|the) question
      (?:i )?(?:really )?appreciate (?:it|that|your help)
      exactly what i (?:needed|wanted)`,
    agreement: `
      (?:ok|okay|okey|okie|k|kk|alright|all right|fine|sure|right|yes|yep|yeah|yup|no|nope|nah|good|great|cool|nice|perfect|awesome|excellent|amazing|wonderful|brilliant|super|lovely|wow|hm+|h+m+|aha+|ah+|oh+|haha+|lol|done|understood|deal)(?: (?:then|one|job))?
      (?:i )?(?:got it|see|understand|get it)(?: now)?
      (?:that )?makes sense
      (?:sounds|looks) (?:good|great|fine)
      good to know
      no (?:problem|worries)
      never ?mind
      nothing(?: else)?
      forget it
      (?:that's|thats|that is|that will be|that'll be) (?:all|it|fine|ok|okay|good)(?: for (?:now|today))?
      all good
      i(?:'m| am) (?:good|fine|done|ok|okay)`,
    goodbye: `
      (?:good ?)?bye(?: ?bye)?(?: (?:for now|now|then))?
      see (?:you|ya|u)(?: (?:later|soon|around))?
      good night
      have a (?:good|nice|great|lovely) (?:day|one|evening|weekend)
      take care
      talk (?:to you )?later`,
    'what-are-you': `
      (?:are|r) (?:you|u) (?:a |an |the )?(?:real |actual |live )?(?:bot|robot|human|person|ai|a\\.i|machine|chat ?bot|computer|real|human being|program|chatgpt|gpt)(?: or (?:a |an )?(?:real |actual )?\\p{L}+(?: person| being)?)?
      (?:so )?you(?:'re| are) (?:a |an )?(?:bot|robot|ai|machine|chat ?bot)
      am i (?:talking|speaking|chatting) (?:to|with) (?:a |an )?(?:real |actual )?(?:bot|robot|human|person|ai|machine|chat ?bot|human being)(?: or (?:a |an )?\\p{L}+)?
      (?:who|what) are you(?: exactly)?
      (?:what(?:'s| is)|whats) your name
      do you have a name
      is this (?:a |an )?(?:real |actual )?(?:bot|robot|ai|chat ?bot|real person|person|human)
      who am i (?:talking|speaking|chatting) (?:to|with)
      tell me about yourself
      introduce yourself`,
    help: `
      (?:please )?help(?: me)?(?: out)?(?: please)?
      (?:can|could|will|would) (?:you|u|someone|somebody|anyone|anybody) (?:please )?help(?: me)?(?: out)?(?: please)?
      i(?: really)? need (?:some |your )?(?:help|assistance|support)
      (?:i have|i've got|i've|got) (?:a |an |some |another )?(?:quick |few )?(?:question|questions|problem|issue)
      (?:can|may|could) i ask (?:you )?(?:something|a question|you something)
      what (?:can|do) you (?:do|know|help (?:me )?with)
      what (?:can|should|could) i ask(?: you)?
      how can you help(?: me)?
      what are you (?:for|able to do)`,
    displeased: `
      (?:that|this|it)(?:'s| is| was)? ?(?:not|n't|isn't|wasn't) (?:very |really )?(?:what i (?:asked|meant|wanted|need)(?: for)?|helpful|right|correct|true|useful|it)
      (?:that|this|it) (?:isn't|wasn't) (?:very |really )?(?:what i (?:asked|meant|wanted|need)(?: for)?|helpful|right|correct|true|useful|it)
      (?:that|this|it) (?:did not|didn't|does not|doesn't|didnt|doesnt) (?:help|answer my question|work|make sense)(?: me)?(?: at all)?
      (?:not helpful|useless|wrong|wrong answer|bad answer|nonsense|rubbish|that's wrong|that is wrong|you're wrong|you are wrong)
      (?:this|that|it|you)(?:'s|'re| is| are| was) (?:so |completely |totally )?(?:useless|stupid|dumb|terrible|bad|ridiculous|nonsense|annoying|wrong)
      (?:you|u) (?:do not|don't|dont) (?:understand|get it|listen|know anything)(?: me)?
      i (?:do not|don't|dont|didn't) (?:understand|get it|get that)
      you didn't answer my question`,
    person: `
      (?:(?:can|could|may) (?:i|you)|i(?:'d| would)?|i wanna|please|let me|(?:get|give) me|connect me|put me|transfer me|is there)?(?:\\s*(?:please|just|now|directly|rather|actually|want|need|prefer|love|like|to|be|get)\\b)*\\s*\\b(?:(?:talk|speak|chat|write|connect(?:ed)?|transfer(?:red)?|pass(?:ed)?)(?: me)? (?:to|with|on to) (?:a |an |some |the )?(?:real |live |actual |human |support )?(?:human|person|agent|someone|somebody|operator|representative|rep|colleague|team|staff|employee|human being|people|support)|(?:a |an )?(?:real|live|actual|human) (?:person|human|agent|being|operator)|(?:an? )?(?:human|operator|live agent|representative)(?: please)?)`,
  },
  de: {
    greeting: `
      (?:hallo|guten (?:tag|morgen|abend)|moin(?: moin)?|servus|gr(?:u|ue)(?:ss|ß) gott|hi|hey)(?: (?:zusammen|da|ihr|team))?`,
    'still-there': `
      (?:ist )?(?:hier |da )?jemand(?: da| hier)?
      (?:bist du|sind sie|seid ihr) (?:noch )?da`,
    'how-are-you': `
      wie geht(?:'s| es| s)?(?: dir| ihnen| euch)?`,
    thanks: `
      (?:ok |nein )?(?:danke|vielen dank|besten dank|herzlichen dank|danke schon|dankeschon)(?: (?:schon|sehr|dir|ihnen|euch|fur (?:die|deine|ihre) (?:hilfe|antwort|info)))*
      das (?:hilft|hat geholfen|war hilfreich|ist hilfreich)(?: mir)?(?: sehr| weiter)?`,
    agreement: `
      (?:alles klar|verstanden|verstehe|gut|sehr gut|super|toll|prima|passt|ja|nein|genau|klar|in ordnung|perfekt|schon|okay|egal|das wars|das war's|schon gut)`,
    goodbye: `
      (?:tschuss|tschus|auf wiedersehen|ciao|bis (?:bald|spater|dann)|schonen tag(?: noch)?|gute nacht)`,
    'what-are-you': `
      (?:bist du|sind sie) (?:ein |eine )?(?:echter |echte )?(?:bot|roboter|mensch|ki|maschine|person|computer|echt)
      (?:wer|was) (?:bist du|sind sie)
      wie hei(?:ss|ß)t du
      wie hei(?:ss|ß)en sie`,
    help: `
      (?:hilfe|hilf mir)
      (?:kannst du|konnen sie|konnt ihr) mir (?:bitte )?(?:mal )?helfen
      ich (?:brauche|benotige) hilfe
      ich habe (?:eine frage|fragen|ein problem)
      (?:was kannst du|was konnen sie|wobei kannst du mir helfen)`,
    displeased: `
      das (?:hilft (?:mir )?nicht(?: weiter)?|stimmt nicht|ist falsch|war nicht meine frage|habe ich nicht gefragt)
      (?:falsch|ich verstehe (?:das )?nicht|du verstehst (?:mich )?nicht)`,
    person: `
      [\\p{L}' ]{0,40}(?:mit|zu) (?:einem |einer )?(?:echten )?(?:menschen|mitarbeiter(?:in)?|person|jemandem)(?: (?:sprechen|reden|chatten))?`,
  },
  fr: {
    greeting: `
      (?:bonjour|bonsoir|salut|coucou)(?: (?:a tous|a vous))?`,
    'still-there': `
      (?:est-ce qu'|il )?(?:il )?y a(?:-t-il)? quelqu'un
      (?:vous etes|tu es|etes-vous|es-tu) la`,
    'how-are-you': `
      (?:comment )?ca va
      comment (?:allez-vous|vas-tu|vous allez)`,
    thanks: `
      (?:non |ok )?merci(?: (?:beaucoup|bien|a vous|a toi|pour (?:votre|ton) (?:aide|reponse)))*
      (?:ca|cela) (?:m')?aide(?: beaucoup)?
      c'est (?:tres )?(?:utile|gentil)`,
    agreement: `
      (?:d'accord|compris|je comprends|je vois|parfait|super|oui|non|tres bien|bien|genial|entendu|ca marche|c'est bon|c'est tout|pas de probleme)`,
    goodbye: `
      (?:au revoir|a bientot|a plus tard|bonne (?:journee|soiree|nuit)|bonne fin de journee)`,
    'what-are-you': `
      (?:es-tu|etes-vous|tu es|vous etes) (?:un |une )?(?:vrai |vraie )?(?:robot|bot|humain|personne|ia|machine)
      (?:qui (?:es-tu|etes-vous)|tu es qui|vous etes qui)
      comment (?:tu t'appelles|t'appelles-tu|vous appelez-vous)`,
    help: `
      (?:a l')?aide(?:z-moi)?
      (?:pouvez-vous|peux-tu|vous pouvez|tu peux) m'aider
      j'ai (?:besoin d'aide|une question|des questions|un probleme)
      (?:que peux-tu faire|que pouvez-vous faire)`,
    displeased: `
      (?:ca|cela) (?:n'|ne m')?aide pas
      ce n'est pas (?:ca|correct|juste|ma question|ce que j'ai demande)
      je ne comprends pas`,
    person: `
      [\\p{L}' ]{0,40}(?:parler|discuter) (?:a|avec) (?:un |une )?(?:vrai |vraie )?(?:humain|personne|conseill(?:er|ere)|agent|quelqu'un)`,
  },
  es: {
    greeting: `
      (?:hola|buen[oa]s(?: (?:dias|tardes|noches))?|buen dia)(?: (?:a todos|de nuevo))?`,
    'still-there': `
      (?:hay )?alguien(?: (?:ahi|aqui))?
      (?:estas|esta usted|esta) ahi`,
    'how-are-you': `
      (?:que tal|como (?:estas|esta|esta usted|te va))`,
    thanks: `
      (?:no |ok |muchas |mil )?gracias(?: (?:por (?:su|tu|la) (?:ayuda|respuesta)|a usted|a ti))?
      (?:eso|esto) (?:me )?(?:ayuda|sirve|ha ayudado)(?: mucho)?
      muy util`,
    agreement: `
      (?:vale|de acuerdo|entendido|entiendo|perfecto|genial|si|no|muy bien|bien|claro|bueno|esta bien|eso es todo|nada mas)`,
    goodbye: `
      (?:adios|hasta (?:luego|pronto|manana)|chao|buen dia|que tenga buen dia)`,
    'what-are-you': `
      (?:eres|es usted|es) (?:un |una )?(?:bot|robot|humano|persona|ia|maquina)(?: real)?
      (?:quien (?:eres|es usted)|que eres|como te llamas|como se llama)`,
    help: `
      (?:ayuda|ayudame|ayudeme|socorro)
      (?:puedes|puede|podrias|podria) ayudarme
      me (?:puedes|puede) ayudar
      (?:necesito ayuda|tengo (?:una pregunta|una duda|un problema)|que puedes hacer)`,
    displeased: `
      (?:eso|esto) no (?:(?:me )?ayuda|sirve|es (?:correcto|lo que pregunte|verdad))
      (?:no es eso|no entiendo|no lo entiendo)`,
    person: `
      [\\p{L}' ]{0,40}hablar con (?:un |una )?(?:humano|persona|agente|alguien)(?: real)?`,
  },
  it: {
    greeting: `
      (?:ciao|buongiorno|buonasera|salve|buon pomeriggio)(?: a tutti)?`,
    'still-there': `
      (?:c'e )?qualcuno
      ci sei`,
    'how-are-you': `
      come (?:stai|sta|va)`,
    thanks: `
      (?:no |ok )?(?:grazie|molte grazie|tante grazie)(?: (?:mille|tante|a te|a lei|per l'aiuto))?
      (?:molto )?utile`,
    agreement: `
      (?:va bene|capito|ho capito|perfetto|d'accordo|si|no|bene|ottimo|certo|chiaro|e tutto)`,
    goodbye: `
      (?:arrivederci|a presto|a dopo|buona (?:giornata|serata|notte))`,
    'what-are-you': `
      (?:sei|e) (?:un |una )?(?:bot|robot|umano|persona|macchina|ia)
      (?:chi sei|chi e lei|cosa sei|come ti chiami|come si chiama)`,
    help: `
      (?:aiuto|aiutami|mi aiuti)
      (?:puoi|puo) aiutarmi
      (?:ho bisogno di aiuto|ho una domanda|ho un problema|cosa puoi fare)`,
    displeased: `
      non (?:(?:mi )?aiuta|e (?:giusto|corretto|quello che ho chiesto)|capisco)`,
    person: `
      [\\p{L}' ]{0,40}parlare con (?:un |una )?(?:umano|persona|operatore|qualcuno)`,
  },
  pt: {
    greeting: `
      (?:ola|oi|bom dia|boa (?:tarde|noite))(?: a todos)?`,
    'still-there': `
      (?:tem |ha )?alguem(?: (?:ai|aqui))?
      (?:voce )?esta ai`,
    'how-are-you': `
      (?:tudo bem|tudo bom|como vai|como esta)(?: voce)?`,
    thanks: `
      (?:nao |ok |muito )?obrigad[oa](?: (?:pela ajuda|pela resposta))?
      (?:isso )?(?:ajudou|ajuda)(?: muito)?
      muito util`,
    agreement: `
      (?:entendi|entendido|perfeito|certo|sim|nao|esta bem|ta bom|otimo|claro|beleza|e so isso)`,
    goodbye: `
      (?:tchau|adeus|ate (?:logo|breve|amanha)|tenha um bom dia)`,
    'what-are-you': `
      (?:voce )?e (?:um |uma )?(?:bot|robo|humano|pessoa|ia|maquina)
      (?:quem e voce|o que e voce|como se chama|qual e o seu nome)`,
    help: `
      (?:ajuda|socorro|me ajude)
      (?:pode|voce pode|podes) (?:me ajudar|ajudar-me)
      (?:preciso de ajuda|tenho (?:uma pergunta|uma duvida|um problema)|o que voce pode fazer)`,
    displeased: `
      isso nao (?:(?:me )?ajuda|ajudou|esta certo|foi o que perguntei)
      nao (?:entendi|entendo)`,
    person: `
      [\\p{L}' ]{0,40}falar com (?:um |uma )?(?:humano|pessoa|atendente|alguem)`,
  },
  nl: {
    greeting: `
      (?:hallo|hoi|goedemorgen|goedemiddag|goedenavond|goedendag|dag)(?: allemaal)?`,
    'still-there': `
      (?:is (?:hier|daar|er) )?iemand(?: (?:daar|hier|thuis))?
      ben je (?:er|daar)(?: nog)?`,
    'how-are-you': `
      hoe gaat het(?: met (?:je|jou|u))?`,
    thanks: `
      (?:ok |nee |hartelijk |heel erg )?(?:bedankt|dank (?:je|u)(?: wel)?|dankjewel|dankuwel)(?: voor (?:je|uw|de) (?:hulp|antwoord))?
      dat helpt(?: me)?(?: echt)?`,
    agreement: `
      (?:begrepen|snap ik|prima|goed|ja|nee|top|duidelijk|oke|helemaal goed|dat is alles|fijn)`,
    goodbye: `
      (?:tot ziens|doei|tot (?:straks|later)|fijne dag(?: nog)?|goedenacht)`,
    'what-are-you': `
      (?:ben je|bent u) (?:een )?(?:echte? )?(?:bot|robot|mens|persoon|computer|ai)
      (?:wie|wat) (?:ben je|bent u)
      hoe heet (?:je|u)`,
    help: `
      (?:hulp|help me|help mij)
      (?:kun|kan|kunt) (?:je|u) (?:me|mij) helpen
      ik heb (?:hulp nodig|een vraag|een probleem)
      wat kun je`,
    displeased: `
      dat (?:helpt (?:me )?niet|klopt niet|was mijn vraag niet|vroeg ik niet)
      ik begrijp het niet`,
    person: `
      [\\p{L}' ]{0,40}(?:(?:met )?(?:een )?(?:mens|medewerker|persoon) (?:spreken|praten)|praten met (?:een )?(?:mens|medewerker|persoon))`,
  },
  ar: {
    greeting: `
      (?:مرحبا|اهلا(?: وسهلا)?|السلام عليكم|صباح الخير|مساء الخير|هلا)`,
    'still-there': `
      هل (?:من احد|يوجد احد|انت)(?: هنا| هناك)?`,
    'how-are-you': `
      كيف (?:حالك|الحال)`,
    thanks: `
      (?:شكرا|شكرا جزيلا|شكرا لك|مشكور)(?: جزيلا| لك| كثيرا)*`,
    agreement: `
      (?:حسنا|تمام|نعم|لا|فهمت|ممتاز|جيد|طيب)`,
    goodbye: `
      (?:مع السلامه|مع السلامة|وداعا|الي اللقاء|الى اللقاء)`,
    'what-are-you': `
      (?:هل انت|انت) (?:روبوت|انسان|اله|شخص حقيقي|بشر)
      (?:من|ما) انت
      ما اسمك`,
    help: `
      (?:مساعدة|ساعدني|النجدة)
      هل (?:يمكنك|تستطيع) مساعدتي
      (?:احتاج|اريد)(?: الي| الى)? مساعدة
      (?:لدي|عندي) سؤال`,
    displeased: `
      (?:هذا )?(?:لا يساعد|ليس صحيحا|غير صحيح|لم افهم)`,
    person: `
      (?:اريد )?(?:التحدث|ان اتحدث|الكلام) (?:مع|الي|الى) (?:شخص|انسان|موظف)(?: حقيقي)?`,
  },
};
