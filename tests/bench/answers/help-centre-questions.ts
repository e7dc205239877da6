/**
 * A small help centre written for this bench, with questions as visitors type them: the other data
 * set asks long questions about long texts, a support desk is asked short ones about short pages.
 * `answer` is a stretch of the page that a right answer contains.
 */
export const helpCentreQuestions: readonly { question: string; answer: string }[] = [
  { question: 'How much is the Grove plan?', answer: 'Plan: Grove | Price per month: $29' },
  { question: 'what does forest cost', answer: 'Plan: Forest | Price per month: $99' },
  { question: 'Is there a discount if I pay yearly?', answer: 'two months are free' },
  { question: 'How do I upgrade?', answer: 'You can change your plan at any time under Settings' },
  {
    question: 'When does a downgrade take effect?',
    answer: 'at the end of the period that is already paid',
  },
  {
    question: 'Which credit cards do you accept?',
    answer: 'Visa, Mastercard and American Express',
  },
  {
    question: 'Can I pay by bank transfer?',
    answer: 'may also pay by bank transfer against an invoice',
  },
  {
    question: 'where can i download my invoices',
    answer: 'can be downloaded under Settings, then Billing, then History',
  },
  {
    question: 'What happens if my payment fails?',
    answer: 'we try again after three, five and seven days',
  },
  {
    question: 'What is your refund policy?',
    answer: 'within 30 days of your first payment and we return the full amount',
  },
  { question: 'How long does a refund take?', answer: 'five to seven working days' },
  { question: 'How do I cancel my subscription?', answer: 'press Cancel plan' },
  {
    question: 'What happens to my workspace after cancelling?',
    answer: 'stays active until the end of the period you have paid for',
  },
  { question: 'How do I reset my password?', answer: 'press "Forgot password"' },
  {
    question: 'How long is the password reset link valid?',
    answer: 'The link works for 30 minutes',
  },
  { question: 'What is the minimum password length?', answer: 'at least 12 characters' },
  {
    question: 'How do I turn on two-factor authentication?',
    answer: 'Turn it on under Profile, then Security',
  },
  {
    question: 'Do you support SSO with Okta?',
    answer: 'It works with Okta, Entra ID and Google Workspace',
  },
  { question: 'Who can invite people?', answer: 'Owners and admins can invite people' },
  { question: 'When does an invitation expire?', answer: 'An invitation is valid for seven days' },
  { question: 'Do guests cost anything?', answer: 'are free of charge' },
  { question: 'How can I delete my account?', answer: 'under Profile, then Delete account' },
  { question: 'Where is my data stored?', answer: 'in Frankfurt, Germany' },
  { question: 'Is data encrypted at rest?', answer: 'at rest with AES-256' },
  { question: 'How long are backups kept?', answer: 'Backups are kept in Dublin for 35 days' },
  {
    question: 'How do I export my data?',
    answer: 'Owners can export everything under Settings, then Data',
  },
  {
    question: 'Can your support team read our content?',
    answer: 'cannot see the content of your desks unless an owner grants access',
  },
  { question: 'Do you have a SOC 2 report?', answer: 'A SOC 2 Type II report is available' },
  { question: 'Who is your data protection officer?', answer: 'Ingrid Halvorsen' },
  { question: 'What is the maximum file size?', answer: 'A file may be up to 250 MB' },
  { question: 'How many tasks can a desk have?', answer: 'A desk may hold 10,000 tasks' },
  {
    question: 'How do I turn off email notifications?',
    answer: 'open Profile, then Notifications, and choose "Never"',
  },
  { question: 'Does it work offline?', answer: 'The apps for iOS and Android work offline' },
  {
    question: 'Can archived desks be restored?',
    answer: 'Archived desks can be restored at any time',
  },
  {
    question: 'Which browsers are supported?',
    answer: 'two latest versions of Chrome, Firefox, Safari and Edge',
  },
  {
    question: 'What is the API rate limit?',
    answer: 'The API allows 600 requests per minute and key',
  },
  { question: 'Are webhooks retried?', answer: 'is tried again for 24 hours' },
  {
    question: 'How do I connect Slack?',
    answer: 'Connect Slack under Settings, then Integrations',
  },
  {
    question: 'How often is the calendar feed updated?',
    answer: 'The feed is refreshed every 15 minutes',
  },
  { question: 'Who founded Fernwood?', answer: 'Mara Lindqvist and Tomasz Bielak' },
  { question: 'What are your opening hours?', answer: 'Monday to Friday from 8:00 to 18:00' },
  { question: 'phone number?', answer: '+46 31 555 0190' },
  { question: 'Do you give discounts to schools?', answer: 'registered charities pay half' },
  { question: 'What uptime do you guarantee?', answer: '99.9 percent availability' },
  { question: 'When is maintenance?', answer: 'on Sundays between 2:00 and 4:00' },
];

/** What a visitor of that help centre might ask and no page of it answers. */
export const helpCentreUnanswerable: readonly string[] = [
  'Do you have an office in Tokyo?',
  'Can I pay with Bitcoin?',
  'Is there a Linux desktop app?',
  'Does Fernwood have an AI assistant?',
  'How do I import from Trello?',
  'Can I change the colour of a desk?',
  'Do you offer on-premise installation?',
  'Are you HIPAA compliant?',
  'What is the minimum age to use it?',
  'How do I print a note?',
  'Who are your investors?',
  'Do you have an affiliate programme?',
  'Can I schedule recurring meetings with Zoom?',
  'How do I change my profile picture?',
  'Is there a keyboard shortcut for search?',
  'Do you ship to Canada?',
  'Where is my order?',
  'What sizes do the running shoes come in?',
  'How do I wash a merino wool sweater?',
  'Can I bring my dog to the hotel?',
  'What is the boiling point of ethanol?',
  'How do I install the printer driver?',
  'When is the next bus to the airport?',
  'What is the warranty of the coffee machine?',
  'Do gift cards expire?',
];
