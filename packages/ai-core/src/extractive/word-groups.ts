/**
 * Words that visitors and documents use for one another in questions about a product or service.
 * General English, not made from any set of documents: a question says "cost" where a page says
 * "price". Each line is one group; only single words, since terms are single words.
 */
const GROUPS = `
cost price pricing fee charge rate amount
cancel terminate unsubscribe end stop
refund reimburse reimbursement return money-back
delete remove erase
buy purchase order
pay payment paid
login signin log sign
signup register registration create
begin start open establish found
finish end close complete
help support assist assistance
contact reach call email phone
fast quick speed
big large size
small little
allow permit let enable
disallow forbid prohibit ban
need require must requirement necessary
use utilize employ
begin commence
get obtain receive acquire
reset forgot forget recover restore
year yearly annual annually
uptime availability downtime
phone telephone call
retry retried again
authentication sign login
sso single
valid expire validity expiry
school university student education
discount reduction half
email mail
chat conversation
file document
free cost price
shortcut key
subscription plan membership

desktop computer
show display present
send deliver ship shipping delivery
change modify update edit adjust alter modification
fix repair resolve solve
limit maximum cap quota restriction
least minimum
month monthly
week weekly
day daily
build construct construction
build make produce create
effect impact influence affect consequence result
benefit advantage positive
drawback disadvantage negative adverse
cause reason because due
aim goal purpose objective intend intention
problem issue challenge difficulty trouble
overcome address tackle
method way approach strategy technique
kind type sort category
increase grow rise raise
decrease reduce lower cut decline reduction
teenager adolescent teen youth
child kid children
car vehicle automobile
company firm business organisation organization
employee staff worker
role responsibility duty
feature include contain consist
say state describe mention
author writer write written
describe characterize characteristic
locate location situated place
merge combine join
win victory won
lose defeat lost loss
die death dead
begin origin
include comprise
receive reception review
`;

/** Each word's group members, itself left out. */
export function readWordGroups(termOf: (word: string) => string): Map<string, Set<string>> {
  const related = new Map<string, Set<string>>();
  for (const line of GROUPS.trim().split('\n')) {
    const terms = line.trim().split(/\s+/).map(termOf);
    for (const term of terms) {
      const known = related.get(term) ?? new Set<string>();
      for (const other of terms) if (other !== term) known.add(other);
      related.set(term, known);
    }
  }
  return related;
}
