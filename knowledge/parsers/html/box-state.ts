import { asElement, type HtmlElement, type HtmlNode } from './html-nodes.ts';

const roles = new Set(['checkbox', 'switch', 'radio', 'menuitemcheckbox', 'menuitemradio', 'option']);
/** Class names of editors and icon fonts for a box. */
const boxClass =
  /(?:^|\s)(?:checkbox[\s_-]|(?:fa|bi|glyphicon|icon|mdi|ti)-(?:regular-)?(?:check-?square|square-?(?:check|o)?|checkbox|check|unchecked)(?=$|\s|-))/i;
const tickedClass =
  /(?:^|[\s_-])(?:on|checked|done|complete[d]?|check-?square|square-?check|check)(?:$|[\s_-])/i;
const openClass = /(?:^|[\s_-])(?:off|unchecked|square|square-o|blank-outline|empty)(?:$|[\s_-])/i;
const taskList = /(?:^|[\s_-])(?:inline-task-list|task-?list|todo(?:-?list)?|check-?list)(?:$|[\s_-])/i;

/** Whether an element stands for a box of a form or a task list, and is ticked; null = it does not. Inputs are read elsewhere. */
export function boxState(element: HtmlElement): boolean | null {
  const state = stateOf(element);
  return state !== null && holdsInput(element) ? null : state;
}

function stateOf(element: HtmlElement): boolean | null {
  const { name, attribs } = element;
  const kind = attribs['class'] ?? '';
  if (roles.has(attribs['role'] ?? '') && attribs['aria-checked'] !== undefined)
    return attribs['aria-checked'] === 'true';
  if (name === 'en-todo') return attribs['checked'] === 'true';
  if (/^(?:true|false)$/.test(attribs['data-checked'] ?? '')) return attribs['data-checked'] === 'true';
  if (/^(?:un)?checked$/.test(attribs['data-list'] ?? '')) return attribs['data-list'] === 'checked';
  if (/^to-do\b/.test(attribs['data-tag'] ?? '')) return /:completed/.test(attribs['data-tag'] ?? '');
  if (name === 'li' && isTaskList(element.parent)) return tickedClass.test(kind);
  if (!boxClass.test(kind) || element.childNodes.length > 0) return null;
  if (openClass.test(kind) && !/check(?:ed)?(?:$|[\s-])|check-?square/.test(kind.replace('unchecked', '')))
    return false;
  return tickedClass.test(kind.replace(/unchecked/g, '')) ? true : null;
}

function isTaskList(parent: HtmlNode['parent']): boolean {
  return (
    parent !== null &&
    'attribs' in parent &&
    parent.attribs['data-inline-tasks-content-id'] !== undefined &&
    taskList.test(parent.attribs['class'] ?? '')
  );
}

function holdsInput(element: HtmlElement): boolean {
  const open: HtmlNode[] = [...element.childNodes];
  for (let node = open.pop(), left = 50; node !== undefined && left > 0; node = open.pop(), left -= 1) {
    const inner = asElement(node);
    if (inner === null) continue;
    if (inner.name === 'input') return true;
    open.push(...inner.childNodes);
  }
  return false;
}
