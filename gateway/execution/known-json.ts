/** A text is not of the form it was expected to have; it may still be JSON. One for all: a stack trace has its price. */
export const MISFIT = new Error('not of the form that was expected');

const QUOTE = 0x22;
const COMMA = 0x2c;
const OPEN_LIST = 0x5b;
const CLOSE_LIST = 0x5d;
const OPEN_OBJECT = 0x7b;
/** What of JSON is neither text, list nor object. */
const WORD = /null|true|false|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;

/**
 * Reads JSON of which it is known what comes next, written without spaces. In the text nothing may be escaped and no
 * control character stand, so that a string ends at the next quote. All methods throw {@link MISFIT}.
 */
export class KnownJson {
  private at = 0;
  private lastName = '';

  constructor(private readonly text: string) {}

  /** Passes what must come next. */
  expect(part: string): void {
    if (!this.text.startsWith(part, this.at)) throw MISFIT;
    this.at += part.length;
  }

  expectEnd(): void {
    if (this.at !== this.text.length) throw MISFIT;
  }

  /** The name of a type. Most objects in an answer are of the same one as the one before, and get the very same text. */
  typename(): unknown {
    const { text, at, lastName } = this;
    const end = at + lastName.length + 1;
    if (
      text.charCodeAt(end) === QUOTE &&
      text.charCodeAt(at) === QUOTE &&
      text.startsWith(lastName, at + 1)
    ) {
      this.at = end + 1;
      return lastName;
    }
    const name = this.leaf();
    if (typeof name === 'string') this.lastName = name;
    return name;
  }

  /** A string, a number, a boolean, null, or a list of such. */
  leaf(): unknown {
    const code = this.text.charCodeAt(this.at);
    if (code === QUOTE) return this.string();
    return code === OPEN_LIST ? this.list(readLeaf) : this.word();
  }

  /** Null, an object that `read` reads, or a list of such. */
  composite(read: (json: KnownJson) => unknown): unknown {
    const code = this.text.charCodeAt(this.at);
    if (code === OPEN_OBJECT) return read(this);
    if (code === OPEN_LIST) return this.list((json) => json.composite(read));
    this.expect('null');
    return null;
  }

  private string(): string {
    const start = this.at + 1;
    const end = this.text.indexOf('"', start);
    if (end < 0) throw MISFIT;
    this.at = end + 1;
    return this.text.substring(start, end);
  }

  private word(): unknown {
    WORD.lastIndex = this.at;
    const [word] = WORD.exec(this.text) ?? [];
    if (word === undefined) throw MISFIT;
    this.at += word.length;
    if (word === 'null') return null;
    return word === 'true' || (word === 'false' ? false : Number(word));
  }

  private list(read: (json: KnownJson) => unknown): unknown[] {
    const elements: unknown[] = [];
    this.at += 1;
    if (this.text.charCodeAt(this.at) === CLOSE_LIST) {
      this.at += 1;
      return elements;
    }
    for (;;) {
      elements.push(read(this));
      const code = this.text.charCodeAt(this.at);
      this.at += 1;
      if (code === CLOSE_LIST) return elements;
      if (code !== COMMA) throw MISFIT;
    }
  }
}

const readLeaf = (json: KnownJson) => json.leaf();
