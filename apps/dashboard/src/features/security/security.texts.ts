export const securityTexts = {
  'error.stepUp': 'Nothing was changed',
  'error.stepUpDetail':
    'You did not confirm that it is you, which this needs. Try again when you are ready.',
  'stepUp.title': 'Confirm that it is you',
  'stepUp.lead': 'What you are about to do gives power away, so we ask once more.',
  'stepUp.confirm': 'Confirm',
  'stepUp.provider':
    'You sign in through another service, so please sign in there again. You come back to this page.',
  'stepUp.signInAgain': 'Sign in again',
  'code.label': 'Code',
  'code.hint': 'Six digits from your authenticator app.',
  'code.recovery': 'Recovery code',
  'code.recoveryHint': 'One of the ten you saved. Each works once.',
  'code.useRecovery': 'Use a recovery code',
  'code.useApp': 'Use the authenticator app',
  'code.wrong': 'This code is not right',
  'code.wrongDetail':
    'It may have run out or been used already. Wait for the next one in your app and try again.',
  'code.wrongRecovery': 'This recovery code is not right',
  'code.wrongRecoveryDetail': 'Check it letter by letter. One that was used does not work again.',
  'wait.title': 'Too many attempts',
  'wait.seconds': 'You can try again in {time} seconds. Nothing was changed.',
  'wait.minutes': 'You can try again in {time} minutes. Nothing was changed.',
  'wait.over': 'You can try again now.',
  'secondFactor.stepTitle': 'One more step',
  'secondFactor.stepLead': 'Enter the code that your authenticator app shows now.',
  'secondFactor.stepRecoveryLead': 'Enter one of the recovery codes that you saved.',
  'secondFactor.verify': 'Continue',
  'secondFactor.otherAccount': 'Sign in as somebody else',
  'secondFactor.lost':
    'Lost both? An owner of your workspace cannot turn this off for you; write to whoever runs this server.',
  'security.title': 'Security',
  'security.factor': 'Second factor',
  'security.factorHint':
    'A code from an app on your phone, beside the password. Whoever learns your password alone does not get in.',
  'security.factorOff': 'You sign in with one proof alone.',
  'security.factorOn': 'On since {date}',
  'security.setUp': 'Set up',
  'security.turnOff': 'Turn off',
  'security.turnOffTitle': 'Turn the second factor off?',
  'security.turnOffDetail':
    'Your account opens with one proof alone again. Other devices are signed out, and your recovery codes end.',
  'security.turnOffRequired':
    '{count, plural, one {{names} asks for a second factor: you will not get in there until you set one up again.} other {{names} ask for a second factor: you will not get in there until you set one up again.}}',
  'security.turnedOff': 'Second factor turned off',
  'security.scan': '1. Scan this with an authenticator app',
  'security.scanHint':
    'Any app for one-time codes will do: Aegis, 1Password, Google Authenticator, and others.',
  'security.qrLabel': 'QR code with the secret for your authenticator app',
  'security.byHand': 'Or type this secret into the app',
  'security.copySecret': 'Copy the secret',
  'security.typeCode': '2. Enter the code it shows',
  'security.turnOn': 'Turn on',
  'security.codes': 'Recovery codes',
  'security.codesHint':
    'For the day your phone is gone. Each opens your account once, in place of a code of the app.',
  'security.codesLeft':
    '{count, plural, =0 {None left: make new ones now} one {# of 10 left} other {# of 10 left}}',
  'security.renewCodes': 'Make new codes',
  'security.codesTitle': 'Save your recovery codes',
  'security.codesLead':
    'They are shown this once. Keep them where you keep other keys, and not on the phone with the app.',
  'security.codesReplaced': 'The ones you had before no longer work.',
  'security.download': 'Download',
  'security.codesSaved': 'I have saved them',
  'security.sessions': 'Where you are signed in',
  'security.sessionsHint': 'End what you do not know, then change your password.',
  'security.thisOne': 'This device',
  'security.sessionFrom': 'from {address}',
  'security.sessionNearby': 'from {address}, the network you are in',
  'security.sessionSeen': 'last used',
  'security.sessionSince': 'signed in',
  'security.end': 'End',
  'security.endLabel': 'End the session on {device}',
  'security.ended': 'Session ended',
  'security.endOthers': 'End all others',
  'security.endedOthers':
    '{count, plural, =0 {There was no other session} one {One other session ended} other {# other sessions ended}}',
  'security.onlyThis': 'You are signed in here and nowhere else.',
  'policy.title': 'Sign-in policy',
  'policy.factor': 'Second factor',
  'policy.factorHint': 'What this workspace asks of everybody who enters it.',
  'policy.require': 'Ask every member for a second factor',
  'policy.requireHint':
    'Who has none is kept out, from this moment on, until they have set one up.',
  'policy.missing':
    '{count, plural, =0 {All {total} members have one.} one {One of {total} members has none yet.} other {# of {total} members have none yet.}}',
  'policy.turnOnTitle': 'Ask every member for a second factor?',
  'policy.turnOnDetail':
    '{count, plural, =0 {Everybody has one: nobody is interrupted.} one {One member has none: they are led to the set-up at once and cannot work here before.} other {# members have none: they are led to the set-up at once and cannot work here before.}}',
  'policy.turnOn': 'Ask for it',
  'policy.ownFirst': 'Set up your own first',
  'policy.ownFirstDetail':
    'Whoever asks it of others needs a second factor too, so that you are never shut out.',
  'policy.toSetUp': 'To your security settings',
  'policy.savedOn': 'A second factor is asked for from now on',
  'policy.savedOff': 'A second factor is no longer asked for',
  'restricted.mfaTitle': '{name} asks for a second factor',
  'restricted.mfaDetail':
    'Set one up below and you are in. It guards your account everywhere, not only here.',
  'restricted.mfaPass':
    'You have one, but this session began without it. Sign in again and enter a code.',
  'restricted.ssoTitle': '{name} is entered through its own sign-in',
  'restricted.ssoDetail':
    'Sign in through your company’s provider. What you do elsewhere on Parley is not affected.',
  'restricted.ssoAction': 'Sign in through your provider',
  'restricted.emailTitle': 'Confirm your e-mail address',
  'restricted.emailDetail':
    'We have sent a link to {email}. {name} opens once you have followed it.',
  'restricted.emailCheck': 'I have followed it',
  'restricted.suspendedTitle': '{name} is suspended',
  'restricted.suspendedDetail':
    'Nobody can enter it for now. All of its data is kept. The owner can find out why from whoever runs this server.',
} as const;
