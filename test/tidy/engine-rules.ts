/** Words that would let the engine see the real clock, real luck, the machine it runs on, or somebody watching. */
import { isName, isNode, isScript, syntaxOf, visit } from './source.ts';
import type { SourceFile, SyntaxNode, Violation } from './source.ts';

const TIMERS = ['setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask', 'requestAnimationFrame', 'requestIdleCallback'];
const SURROUNDINGS = [
  'performance',
  'fetch',
  'structuredClone',
  'console',
  'crypto',
  'globalThis',
  'process',
  'navigator',
  'WeakRef',
  'Intl',
];
const FORBIDDEN_NAMES = new Set([...TIMERS, ...SURROUNDINGS]);
/** Members that answer differently by the second, the draw, the time zone or the language of the machine. */
const FORBIDDEN_MEMBERS = new Set(['Date.now', 'Math.random']);
/** Functions whose last bits are left to the browser; `kernel/portable-math.ts` has them from arithmetic alone, `Math.clz32` counts bits. */
const APPROXIMATE = /^Math\.(a?(sin|cos|tan)h?|atan2|exp|expm1|log|log1p|log2|log10|pow|cbrt|hypot)$/;
const LOCAL_METHODS =
  /^(getFullYear|getMonth|getDate|getDay|getHours|getMinutes|getTimezoneOffset|set(FullYear|Month|Date|Hours|Minutes)|toLocale\w+|localeCompare)$/;
/** The only part of the engine that speaks in promises, because clients of AWS do. */
const ASYNC_FOLDER = 'src/engine/api/';

export function checkEngineWords(files: readonly SourceFile[]): Violation[] {
  return files
    .filter((file) => isScript(file) && file.path.startsWith('src/engine/'))
    .flatMap((file) => {
      const violations: Violation[] = [];
      visit(syntaxOf(file), (node, parent) => {
        const word = forbiddenWord(node, parent) ?? (file.path.startsWith(ASYNC_FOLDER) ? null : asyncWord(node));
        if (word) violations.push({ path: file.path, message: `uses ${word}, which the engine may not` });
      });
      return violations;
    });
}

function forbiddenWord(node: SyntaxNode, parent: SyntaxNode | null): string | null {
  switch (node.type) {
    case 'Identifier':
      return FORBIDDEN_NAMES.has(String(node.name)) && isReference(node, parent) ? String(node.name) : null;
    case 'MemberExpression':
      return forbiddenMember(node);
    case 'NewExpression':
      return isName(node.callee, 'Date') && (node.arguments as unknown[]).length !== 1 ? 'new Date() without exactly one argument' : null;
    case 'CallExpression':
      return isName(node.callee, 'Date') ? 'Date()' : null;
    default:
      return null;
  }
}

function forbiddenMember(node: SyntaxNode): string | null {
  const { object, property } = node;
  if (node.computed || !isNode(property)) return null;
  const name = String(property.name);
  if (LOCAL_METHODS.test(name)) return `.${name}()`;
  const member = isNode(object) && object.type === 'Identifier' ? `${String(object.name)}.${name}` : '';
  return FORBIDDEN_MEMBERS.has(member) || APPROXIMATE.test(member) ? member : null;
}

/** Whether a name stands for a thing, and is not merely the label of a member, a property or a type's field. */
function isReference(node: SyntaxNode, parent: SyntaxNode | null): boolean {
  if (!parent) return true;
  const isLabel = (parent.property === node || parent.key === node) && !parent.computed && !parent.shorthand;
  return !isLabel;
}

function asyncWord(node: SyntaxNode): string | null {
  if (node.async === true) return 'async';
  if (node.type === 'AwaitExpression') return 'await';
  return isName(node, 'Promise') ? 'Promise' : null;
}
