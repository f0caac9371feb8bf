// Which sections answer a question: those with its words in their titles, then those that define
// its terms (the entries of the index), then those that have all words, then some of them.
// The data, and `Stemmer`, come from search-data.js.
"use strict";

class SearchEngine {
  constructor(data) {
    this.stopwords = new Set(data.stopwords);
    this.american = new Map(Object.entries(data.spelling.words));
    this.families = data.spelling.families.map(
      ([pattern, british]) => [new RegExp(`^(?:${pattern})$`), british]);
    this.stemmer = new Stemmer();
    this.stems = new Map(); // of each word that was met
    this.places = new Map(); // stem -> section -> how often it stands in its text
    this.sections = data.pages.flatMap((page) => page.sections.map((section) =>
      this.prepare({...section, page: page.name, chapter: page.chapter,
                    where: page.sections[0].title, whereNumber: page.sections[0].number})));
    const lengths = this.sections.map((section) => section.length);
    this.meanLength = lengths.reduce((sum, length) => sum + length, 0) / lengths.length;
  }

  // Words as they stand, without accents; a possessive is its noun.
  static words(text) {
    const plain = text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
    return plain.replace(/['’]s\b/g, "").match(/[\p{L}\p{N}_]+/gu) ?? [];
  }

  british(word) {
    if (this.american.has(word)) return this.american.get(word);
    const rule = this.families.find(([pattern]) => pattern.test(word));
    return rule ? word.replace(...rule) : word;
  }

  // Both spellings, singular and plural, noun and verb have one stem.
  stem(word) {
    if (!this.stems.has(word)) this.stems.set(word, this.stemmer.stemWord(this.british(word)));
    return this.stems.get(word);
  }

  stemsOf(text) {
    const words = SearchEngine.words(text).filter((word) => !this.stopwords.has(word));
    return words.map((word) => this.stem(word));
  }

  prepare(section) {
    section.titleStems = new Set(this.stemsOf(section.title));
    section.termStems = section.terms.map((term) => new Set(this.stemsOf(term)));
    const around = this.stemsOf([...section.above, section.where].join(" "));
    const text = this.stemsOf(section.text);
    section.length = text.length;
    const marked = [...section.titleStems, ...section.termStems.flatMap((term) => [...term])];
    for (const stem of [...text, ...around, ...marked]) {
      if (!this.places.has(stem)) this.places.set(stem, new Map());
      const places = this.places.get(stem);
      places.set(section, (places.get(section) ?? 0) + 1);
    }
    return section;
  }

  // The stems that a word of the question stands for, the last of which may be half typed.
  meant(word, last) {
    const stem = this.stem(word);
    const begun = new Map([[stem, 1]]);
    if (word.length < 3 || (this.places.has(stem) && !last)) return begun;
    for (const [known, other] of this.stems) {
      if (known.startsWith(word) && !begun.has(other)) begun.set(other, 0.5);
    }
    return begun;
  }

  find(question) {
    const words = SearchEngine.words(question);
    const telling = words.filter((word) => !this.stopwords.has(word));
    const asked = (telling.length ? telling : words)
      .map((word, i, all) => this.meant(word, i === all.length - 1));
    const found = new Map(); // section -> for each word of the question, how well it matches
    asked.forEach((meant, i) => {
      for (const [stem, weight] of meant) {
        for (const [section, count] of this.places.get(stem) ?? []) {
          const scores = found.get(section) ?? asked.map(() => 0);
          scores[i] = Math.max(scores[i], weight * this.weigh(section, count, stem));
          found.set(section, scores);
        }
      }
    });
    const results = [...found].map(([section, scores]) => this.judge(section, scores, asked));
    const complete = results.some((result) => result.complete);
    return {
      complete,
      results: results.filter((result) => result.complete || !complete)
        .sort((a, b) => b.score - a.score),
    };
  }

  // BM25: rare words tell more, and repetition in a short text more than in a long one.
  weigh(section, count, stem) {
    const rarity = Math.log(1 + this.sections.length / this.places.get(stem).size);
    const long = 0.4 + 0.6 * section.length / this.meanLength;
    return rarity * count * 2.2 / (count + 1.2 * long);
  }

  judge(section, scores, asked) {
    const share = (stems) => {
      const hits = asked.map((meant) =>
        Math.max(0, ...[...meant].map(([stem, weight]) => (stems.has(stem) ? weight : 0))));
      const sum = hits.reduce((total, hit) => total + hit, 0);
      return sum / (asked.length + stems.size - hits.filter((hit) => hit).length);
    };
    const title = share(section.titleStems);
    const term = Math.max(0, ...section.termStems.map(share));
    const text = scores.reduce((sum, score) => sum + score, 0) / asked.length;
    const standing = (section.closing ? 0.4 : 1) * (section.chapter ? 1 : 0.7);
    const score = standing * (100 * Math.max(title, 0.85 * term) + 20 * (title + term) + 5 * text);
    return {section, score, complete: scores.every((one) => one > 0),
            stems: new Set(asked.flatMap((meant) => [...meant.keys()]))};
  }

  // The words of a text that a result was found by, in the letters that stand there.
  wordsFound(text, stems) {
    const words = text.match(/[\p{L}\p{M}\p{N}_]+/gu) ?? [];
    return new Set(words.map((word) => word.toLowerCase())
      .filter((word) => SearchEngine.words(word).some((one) => stems.has(this.stem(one)))));
  }
}
