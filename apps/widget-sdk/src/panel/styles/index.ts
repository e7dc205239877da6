import adapt from './adapt.css?inline';
import answer from './answer.css?inline';
import base from './base.css?inline';
import composer from './composer.css?inline';
import frame from './frame.css?inline';
import people from './people.css?inline';
import sheets from './sheets.css?inline';
import thread from './thread.css?inline';

/** The panel's sheet, part by part; what adapts to the device comes last. */
export const css = [base, frame, thread, answer, people, composer, sheets, adapt].join('');
