import { deflateRawSync, deflateSync } from "node:zlib";

const SIZE = 2_000_000;
const fill = (text: string): string => text.repeat(Math.ceil(SIZE / text.length)).slice(0, SIZE);
const spaces = (size: number): Buffer => Buffer.alloc(size, 0x20);

/** Two megabytes each at most, made to take long or much memory. */
export const hostileDocuments: Readonly<Record<string, () => string | Buffer>> = {
  "nested.html": () => fill("<div>"),
  "paragraphs.html": () => fill("<p>x"),
  "tables.html": () => fill("<table><tr><td>x"),
  "raised.html": () => fill("<sup>1"),
  "opened.html": () => fill("<"),
  "quotes.md": () => fill(">"),
  "lists.md": () =>
    Array.from({ length: 2000 }, (_, depth) => `${" ".repeat(depth)}- x`).join("\n"),
  "links.md": () => fill("[a]("),
  "objects.pdf": () => `%PDF-1.7\n${fill("1 0 obj\n<<")}`,
  "pages.pdf": () => pdf("/Type/Pages/Kids[2 0 R 2 0 R]/Count 1000000000", ""),
  "bomb.pdf": () => {
    const content = deflateSync(spaces(300_000_000));
    const stream = `4 0 obj\n<</Length ${content.length}/Filter/FlateDecode>>\nstream\n`;
    return pdf("/Type/Pages/Kids[3 0 R]/Count 1", stream, content);
  },
  "bomb.docx": () => docx(deflateRawSync(spaces(300_000_000)), 300_000_000),
  "lying.docx": () => docx(deflateRawSync(spaces(300_000_000)), 1000),
  "nested.docx": () => {
    const xml = Buffer.from(`<w:document>${"<w:p>".repeat(200_000)}`);
    return docx(deflateRawSync(xml), xml.length);
  },
};

function pdf(pages: string, stream: string, content: Buffer = Buffer.alloc(0)): Buffer {
  const objects = `1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<<${pages}>>\nendobj\n3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>\nendobj\n`;
  return Buffer.concat([
    Buffer.from(`%PDF-1.7\n${objects}${stream}`),
    content,
    Buffer.from("\nendstream\nendobj\ntrailer<</Root 1 0 R>>\n"),
  ]);
}

/** A zip of one part, whose sizes are as stated. */
function docx(packed: Buffer, size: number): Buffer {
  const name = Buffer.from("word/document.xml");
  const sizes = Buffer.alloc(12);
  sizes.writeUInt32LE(packed.length, 4);
  sizes.writeUInt32LE(size, 8);
  const fields = Buffer.from([20, 0, 0, 0, 8, 0, 0, 0, 0x21, 0]);
  const lengths = Buffer.from([name.length, 0, 0, 0]);
  const local = Buffer.concat([Buffer.from("PK\x03\x04"), fields, sizes, lengths, name, packed]);
  const entry = Buffer.concat([
    Buffer.from("PK\x01\x02\x14\x00"),
    fields,
    sizes,
    lengths,
    Buffer.alloc(14),
    name,
  ]);
  const end = Buffer.alloc(22);
  end.write("PK\x05\x06");
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(entry.length, 12);
  end.writeUInt32LE(local.length, 16);
  return Buffer.concat([local, entry, end]);
}
