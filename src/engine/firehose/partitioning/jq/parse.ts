/**
 * Reads a query. Loosest first: | , // or and (== != < <= > >=) (+ -) (* / %), then a minus, then terms with what follows them.
 * Not read: variables, reduce, foreach, def, assignments.
 */
import { arityOf, isBuiltin } from './builtins.ts';
import { QuerySyntaxError, type Arithmetic, type Comparison, type Query } from './syntax.ts';
import { tokensOf, type Token } from './tokens.ts';

const KEYWORDS = new Set('if then elif else end and or as def reduce foreach try catch label import include __loc__'.split(' '));
const COMPARISONS = ['==', '!=', '<', '<=', '>', '>='];
const ASSIGNMENTS = ['=', '|=', '+=', '-=', '*=', '/=', '%=', '//='];
/** How deep a query may be nested. */
const DEPTH_MAX = 100;

export function parseQuery(query: string): Query {
  return new Reader(tokensOf(query)).whole();
}

const PATHS = ['index', 'slice', 'each', 'try'];
const IDENTITY: Query = { kind: 'identity' };

class Reader {
  private readonly tokens: readonly Token[];
  private place = 0;
  private depth = 0;

  constructor(tokens: readonly Token[]) {
    this.tokens = tokens;
  }

  whole(): Query {
    if (this.next.kind === 'end') throw new QuerySyntaxError('There is no query here', this.next.at);
    const query = this.pipe();
    return this.ended(query);
  }

  private ended(query: Query): Query {
    if (this.next.kind !== 'end') throw this.unexpected('the end of the query');
    return query;
  }

  private get next(): Token {
    return this.tokens[this.place];
  }

  private isSign(...texts: string[]): boolean {
    const { next } = this;
    return next.kind === 'sign' && texts.includes(next.text);
  }

  private isName(text: string): boolean {
    const { next } = this;
    return next.kind === 'name' && next.text === text;
  }

  /** Takes the sign where it stands here. */
  private takes(text: string): boolean {
    const found = this.isSign(text);
    if (found) this.place++;
    return found;
  }

  private expect(text: string): void {
    if (!this.takes(text)) throw this.unexpected(text);
  }

  private expectName(text: string): void {
    if (!this.isName(text)) throw this.unexpected(text);
    this.place++;
  }

  private unexpected(wanted: string): QuerySyntaxError {
    const { next } = this;
    const found = next.kind === 'end' ? 'the query ends' : `there is ${shown(next)}`;
    if (next.kind === 'sign' && ASSIGNMENTS.includes(next.text)) return new QuerySyntaxError('Assignments are not supported here', next.at);
    return new QuerySyntaxError(`Expected ${wanted}, but ${found}`, next.at);
  }

  private pipe(): Query {
    if (++this.depth > DEPTH_MAX) throw new QuerySyntaxError('The query is nested too deep', this.next.at);
    const left = this.comma();
    const query: Query = this.takes('|') ? { kind: 'pipe', left, right: this.pipe() } : left;
    this.depth--;
    return query;
  }

  private comma(): Query {
    let left = this.alternative();
    while (this.takes(',')) left = { kind: 'comma', left, right: this.alternative() };
    return left;
  }

  private alternative(): Query {
    const left = this.or();
    return this.takes('//') ? { kind: 'alternative', left, right: this.alternative() } : left;
  }

  private or(): Query {
    let left = this.and();
    while (this.isName('or')) {
      this.place++;
      left = { kind: 'or', left, right: this.and() };
    }
    return left;
  }

  private and(): Query {
    let left = this.comparison();
    while (this.isName('and')) {
      this.place++;
      left = { kind: 'and', left, right: this.comparison() };
    }
    return left;
  }

  private comparison(): Query {
    const left = this.sum();
    if (!this.isSign(...COMPARISONS)) return left;
    const operator = this.takeSign() as Comparison;
    const query: Query = { kind: 'compare', operator, left, right: this.sum() };
    if (this.isSign(...COMPARISONS)) throw this.unexpected('only one comparison; put parentheses around the first');
    return query;
  }

  private takeSign(): string {
    const { next } = this;
    this.place++;
    return next.kind === 'sign' ? next.text : '';
  }

  private sum(): Query {
    let left = this.product();
    while (this.isSign('+', '-')) left = { kind: 'calculate', operator: this.takeSign() as Arithmetic, left, right: this.product() };
    return left;
  }

  private product(): Query {
    let left = this.signed();
    while (this.isSign('*', '/', '%')) left = { kind: 'calculate', operator: this.takeSign() as Arithmetic, left, right: this.signed() };
    return left;
  }

  private signed(isEntry = false): Query {
    return this.takes('-') ? { kind: 'negative', of: this.signed(isEntry) } : this.term(isEntry);
  }

  /** `isEntry`: the value of an object's entry, where only a path may have a ? after it. */
  private term(isEntry: boolean): Query {
    let query = this.start();
    for (;;) {
      const { next } = this;
      if (next.kind === 'field') {
        this.place++;
        query = { kind: 'index', of: query, key: { kind: 'literal', value: next.text } };
      } else if (this.isSign('.') && this.followsDot()) {
        this.place++;
        if (this.next.kind === 'text') query = { kind: 'index', of: query, key: this.text() };
      } else if (this.takes('[')) query = this.inBrackets(query);
      else if ((!isEntry || PATHS.includes(query.kind)) && this.takes('?')) query = { kind: 'try', of: query, otherwise: null };
      else return query;
    }
  }

  private followsDot(): boolean {
    const after = this.tokens[this.place + 1];
    return after.kind === 'text' || (after.kind === 'sign' && after.text === '[');
  }

  /** After [, of a term. */
  private inBrackets(of: Query): Query {
    if (this.takes(']')) return { kind: 'each', of };
    if (this.takes(':')) {
      const to = this.pipe();
      this.expect(']');
      return { kind: 'slice', of, from: null, to };
    }
    const key = this.pipe();
    if (this.takes(':')) {
      const to = this.isSign(']') ? null : this.pipe();
      this.expect(']');
      return { kind: 'slice', of, from: key, to };
    }
    this.expect(']');
    return { kind: 'index', of, key };
  }

  private start(): Query {
    const { next } = this;
    switch (next.kind) {
      case 'number':
        this.place++;
        return { kind: 'literal', value: next.value };
      case 'text':
        return this.text();
      case 'field':
        return IDENTITY; // the field itself follows
      case 'name':
        return this.named(next.text, next.at);
      case 'sign':
        return this.signStart(next.text);
      default:
        throw this.unexpected('a path, a value or a function');
    }
  }

  private signStart(sign: string): Query {
    if (sign === '.') {
      this.place++;
      return this.next.kind === 'text' ? { kind: 'index', of: IDENTITY, key: this.text() } : IDENTITY;
    }
    if (sign === '..') {
      this.place++;
      return { kind: 'call', name: 'recurse', args: [] };
    }
    if (this.takes('(')) {
      const query = this.pipe();
      this.expect(')');
      return query;
    }
    if (this.takes('[')) {
      if (this.takes(']')) return { kind: 'array', of: null };
      const of = this.pipe();
      this.expect(']');
      return { kind: 'array', of };
    }
    if (this.takes('{')) return this.object();
    if (sign === '$') throw new QuerySyntaxError('Variables are not supported here', this.next.at);
    if (this.takes('@')) return this.format();
    throw this.unexpected('a path, a value or a function');
  }

  /** After @: a format by itself, or before a string, of whose interpolations it writes the outputs. */
  private format(): Query {
    const { next } = this;
    const name = next.kind === 'name' ? `@${next.text}` : '@';
    if (!isBuiltin(name)) throw new QuerySyntaxError(`${name} is no format that is known here`, next.at);
    this.place++;
    const format: Query = { kind: 'call', name, args: [] };
    if (this.next.kind !== 'text') return format;
    const text = this.text();
    if (text.kind !== 'text') return text;
    return {
      kind: 'text',
      parts: text.parts.map((part) => (typeof part === 'string' ? part : { kind: 'pipe', left: part, right: format })),
    };
  }

  private text(): Query {
    const token = this.next;
    if (token.kind !== 'text') throw this.unexpected('a string');
    this.place++;
    const parts = token.parts.map((part) => (typeof part === 'string' ? part : new Reader(part).whole()));
    return parts.length === 1 ? { kind: 'literal', value: parts[0] as string } : { kind: 'text', parts };
  }

  private named(name: string, at: number): Query {
    if (name === 'if') return this.condition();
    if (name === 'try') return this.attempt();
    if (KEYWORDS.has(name)) {
      if (['then', 'elif', 'else', 'end', 'and', 'or', 'catch'].includes(name)) throw this.unexpected('a path, a value or a function');
      throw new QuerySyntaxError(`${name} is not supported here`, at);
    }
    this.place++;
    if (name === 'null') return { kind: 'literal', value: null };
    if (name === 'true' || name === 'false') return { kind: 'literal', value: name === 'true' };
    const args: Query[] = [];
    if (this.takes('(')) {
      do args.push(this.pipe());
      while (this.takes(';'));
      this.expect(')');
    }
    if (!isBuiltin(name)) throw new QuerySyntaxError(`${name} is no function that is known here`, at);
    const arities = arityOf(name);
    if (!arities.includes(args.length))
      throw new QuerySyntaxError(`${name} takes ${arities.join(' or ')} arguments, not ${args.length}`, at);
    return { kind: 'call', name, args };
  }

  private attempt(): Query {
    this.place++;
    const of = this.term(false);
    if (!this.isName('catch')) return { kind: 'try', of, otherwise: null };
    this.place++;
    return { kind: 'try', of, otherwise: this.term(false) };
  }

  /** `else` is needed, as it was before jq 1.7. */
  private condition(): Query {
    this.place++;
    const condition = this.pipe();
    this.expectName('then');
    const yes = this.pipe();
    if (this.isName('elif')) return { kind: 'if', condition, yes, no: this.condition() };
    this.expectName('else');
    const no = this.pipe();
    this.expectName('end');
    return { kind: 'if', condition, yes, no };
  }

  private object(): Query {
    const entries: { key: Query; value: Query }[] = [];
    if (this.takes('}')) return { kind: 'object', entries };
    do entries.push(this.entry());
    while (this.takes(','));
    if (!this.isSign('}')) throw this.unexpected(', or } (a value that is calculated stands in parentheses)');
    this.place++;
    return { kind: 'object', entries };
  }

  private entry(): { key: Query; value: Query } {
    const { next } = this;
    if (this.takes('(')) {
      const key = this.pipe();
      this.expect(')');
      this.expect(':');
      return { key, value: this.entryValue() };
    }
    if (next.kind === 'name') this.place++;
    const key: Query = next.kind === 'name' ? { kind: 'literal', value: next.text } : this.text();
    if (this.takes(':')) return { key, value: this.entryValue() };
    return { key, value: { kind: 'index', of: IDENTITY, key } };
  }

  /** Terms, piped: anything else stands in parentheses. */
  private entryValue(): Query {
    const left = this.signed(true);
    return this.takes('|') ? { kind: 'pipe', left, right: this.entryValue() } : left;
  }
}

function shown(token: Token): string {
  if (token.kind === 'text') return 'a string';
  if (token.kind === 'number') return String(token.value);
  if (token.kind === 'field') return `.${token.text}`;
  return token.kind === 'end' ? 'the end' : token.text;
}
