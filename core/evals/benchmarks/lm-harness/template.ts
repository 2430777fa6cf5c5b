import { Environment, Interpreter, parse, tokenize } from '@huggingface/jinja';
import { callMethod } from './python/methods.ts';
import { pythonRegex } from './python/regex.ts';
import { pythonText, type Value } from './python/values.ts';

/**
 * Renders a Jinja template as lm-evaluation-harness does: undefined names are errors, a last line end stays, values
 * print as Python prints them, and texts and lists have Python's methods. Nothing in a template can run code of ours.
 * Throws an Error that says what the template got wrong.
 */
export function renderTemplate(template: string, doc: { [key: string]: Value }): string {
  const environment = new Environment();
  const globals = { true: true, false: false, none: null, True: true, False: false, None: null };
  for (const [name, value] of Object.entries({ ...globals, ...HELPERS, ...doc }))
    environment.set(name, value);
  return pythonText(plain(new Interpreter(environment).run(programOf(template)).value));
}

/** A task has a handful of templates and thousands of documents. */
const programs = new Map<string, ReturnType<typeof parse>>();
const MOST_PROGRAMS = 1000;

function programOf(template: string): ReturnType<typeof parse> {
  const known = programs.get(template);
  if (known !== undefined) return known;
  // The parser drops one line end at the end, as Jinja does by default.
  const source = template.endsWith('\n') ? `${template}\n` : template;
  const program = parse(tokenize(source, { lstrip_blocks: false, trim_blocks: false }));
  const rewritten = withPythonMeaning(program as unknown as Node) as unknown as typeof program;
  if (programs.size >= MOST_PROGRAMS) programs.clear();
  programs.set(template, rewritten);
  return rewritten;
}

type Node = { type: string; [field: string]: unknown };

const named = (value: string): Node => ({ type: 'Identifier', value });
const literal = (value: string): Node => ({ type: 'StringLiteral', value });
const call = (helper: keyof typeof HELPERS, ...args: unknown[]): Node => ({
  type: 'CallExpression',
  callee: named(helper),
  args,
});

/** What templates may use beyond the interpreter. The values of its functions come wrapped. */
const HELPERS = {
  __print: (value: unknown) => {
    if (value === undefined) throw new Error('a value that is printed is undefined');
    return pythonText(plain(value));
  },
  __method: (own: unknown, name: string, ...args: unknown[]) => callMethod(plain(own), name, args.map(plain)),
  __missing: (name: string) => {
    throw new Error(`"${name}" is undefined`);
  },
  __regex_replace: (own: unknown, pattern: string, by: string) =>
    pythonText(plain(own)).replace(
      pythonRegex(pattern),
      by.replace(/\$/g, '$$$$').replace(/\\(\d)/g, '$$$1'),
    ),
  __join: (own: unknown, by: unknown = '') => {
    const items = plain(own);
    return (Array.isArray(items) ? items : [...pythonText(items)])
      .map(pythonText)
      .join(pythonText(plain(by)));
  },
  __string: (own: unknown) => pythonText(plain(own)),
};
const FILTERS: Readonly<Record<string, keyof typeof HELPERS>> = {
  regex_replace: '__regex_replace',
  join: '__join',
  string: '__string',
};

/** Nodes that print nothing by themselves. */
const STATEMENTS: readonly string[] = [
  ...['If', 'For', 'Set', 'Macro', 'Comment', 'Break', 'Continue', 'CallStatement', 'FilterStatement'],
  'StringLiteral',
];
/** Fields that hold what is printed, one after the other. */
const PRINTED: readonly string[] = ['body', 'alternate', 'defaultBlock'];
/** Fields in which a name is given, not looked up. */
const GIVEN: readonly string[] = ['assignee', 'loopvar', 'property', 'test', 'filter', 'callee', 'operator'];
const MAY_BE_UNDEFINED: readonly string[] = ['default', 'd'];

function withPythonMeaning(node: Node): Node {
  if (node.type === 'Identifier') {
    const test = { type: 'TestExpression', operand: node, negate: false, test: named('defined') };
    return {
      type: 'Ternary',
      condition: test,
      trueExpr: node,
      falseExpr: call('__missing', literal(String(node['value']))),
    };
  }
  if (node.type === 'TestExpression' && isNode(node['operand']) && node['operand'].type === 'Identifier')
    return node;
  if (
    node.type === 'CallExpression' &&
    isNode(node['callee']) &&
    node['callee'].type === 'MemberExpression'
  ) {
    const { object, property, computed } = node['callee'] as Node & { object: Node; property: Node };
    if (computed !== true)
      return call(
        '__method',
        withPythonMeaning(object),
        literal(String(property['value'])),
        ...list(node['args']),
      );
  }
  if (node.type === 'FilterExpression') {
    const filter = node['filter'] as Node;
    const name = String(isNode(filter['callee']) ? filter['callee']['value'] : filter['value']);
    const helper = Object.hasOwn(FILTERS, name) ? FILTERS[name] : undefined;
    if (helper !== undefined)
      return call(helper, withPythonMeaning(node['operand'] as Node), ...list(filter['args']));
    if (MAY_BE_UNDEFINED.includes(name)) return node;
  }
  return Object.fromEntries(
    Object.entries(node).map(([field, value]) => [field, rewriteField(node, field, value)]),
  ) as Node;
}

function rewriteField(node: Node, field: string, value: unknown): unknown {
  if (Array.isArray(value)) {
    const printed = PRINTED.includes(field);
    return value.map((item) => {
      if (!isNode(item)) return item;
      const inner = withPythonMeaning(item);
      return printed && !STATEMENTS.includes(item.type) ? printing(inner) : inner;
    });
  }
  if (value instanceof Map)
    return new Map([...value].map(([key, held]) => [key, isNode(held) ? withPythonMeaning(held) : held]));
  if (!isNode(value)) return value;
  const computed = field === 'property' && node['computed'] === true;
  if (GIVEN.includes(field) && !computed && value.type === 'Identifier') return value;
  return withPythonMeaning(value);
}

/** The interpreter hands null and undefined over alike, so null is told apart before. */
function printing(inner: Node): Node {
  const test = { type: 'TestExpression', operand: inner, negate: false, test: named('none') };
  return { type: 'Ternary', condition: test, trueExpr: literal('None'), falseExpr: call('__print', inner) };
}

function list(args: unknown): Node[] {
  return (Array.isArray(args) ? args : []).map((arg: Node) => withPythonMeaning(arg));
}

function isNode(value: unknown): value is Node {
  return value !== null && typeof value === 'object' && 'type' in value && typeof value.type === 'string';
}

/** A value without the interpreter's wrapping, which holds the plain one in `value`. */
function plain(value: unknown): Value {
  if (Array.isArray(value)) return value.map((item: unknown) => plain(unwrapped(item)));
  if (value instanceof Map)
    return Object.fromEntries([...value].map(([key, held]) => [String(key), plain(unwrapped(held))]));
  return (value ?? null) as Value;
}

function unwrapped(item: unknown): unknown {
  return item !== null && typeof item === 'object' && 'value' in item ? item.value : item;
}
