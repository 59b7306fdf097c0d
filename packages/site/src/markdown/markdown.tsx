import type { AlignType, PhrasingContent, RootContent } from "mdast";
import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmTableFromMarkdown } from "mdast-util-gfm-table";
import { gfmTable } from "micromark-extension-gfm-table";
import type { ComponentChildren, JSX } from "preact";
import { Scroll } from "../shell/scroll.tsx";

/** Where a link in the text leads on this site; nothing when it leads nowhere here. */
export type FindLink = (address: string) => string | undefined;

interface MarkdownProps {
  readonly text: string;
  readonly findLink: FindLink;
}

/**
 * A page in Markdown as elements. HTML in it is shown as the text that it is.
 *
 * What it cannot show (images, footnotes) is left to its words.
 */
export function Markdown({ text, findLink }: MarkdownProps): JSX.Element {
  const tree = fromMarkdown(text, {
    extensions: [gfmTable()],
    mdastExtensions: [gfmTableFromMarkdown()],
  });
  const ids = headingIds(tree.children);
  return <div class="prose">{tree.children.map(block)}</div>;

  function block(node: RootContent, index: number): ComponentChildren {
    switch (node.type) {
      case "heading": {
        const Heading = `h${node.depth}` as "h1";
        return (
          <Heading key={index} id={ids.get(node)}>
            {node.children.map(inline)}
          </Heading>
        );
      }
      case "paragraph":
        return <p key={index}>{node.children.map(inline)}</p>;
      case "blockquote":
        return <blockquote key={index}>{node.children.map(block)}</blockquote>;
      case "list": {
        const List = node.ordered ? "ol" : "ul";
        return (
          <List key={index}>
            {node.children.map((item, number) => (
              <li key={number}>
                {item.children.map((child, place) =>
                  child.type === "paragraph" && item.children.length === 1
                    ? child.children.map(inline)
                    : block(child, place),
                )}
              </li>
            ))}
          </List>
        );
      }
      case "code":
        return (
          <pre key={index}>
            <code>{node.value}</code>
          </pre>
        );
      case "thematicBreak":
        return <hr key={index} />;
      case "table": {
        const [head, ...rows] = node.children;
        const alignment = node.align ?? [];
        return (
          <Scroll key={index} label="Table">
            <table>
              <thead>
                <tr>
                  {head?.children.map((cell, column) => (
                    <th scope="col" key={column} class={classOf(alignment[column])}>
                      {cell.children.map(inline)}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {rows.map((row, number) => (
                  <tr key={number}>
                    {row.children.map((cell, column) => (
                      <td key={column} class={classOf(alignment[column])}>
                        {cell.children.map(inline)}
                      </td>
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          </Scroll>
        );
      }
      case "html":
        return <p key={index}>{node.value}</p>;
      default:
        return null;
    }
  }

  function addressOf(url: string): string | undefined {
    if (!url.startsWith("#")) return findLink(url);
    return [...ids.values()].includes(url.slice(1)) ? url : undefined;
  }

  function inline(node: PhrasingContent, index: number): ComponentChildren {
    switch (node.type) {
      case "text":
      case "html":
        return node.value;
      case "inlineCode":
        return <code key={index}>{node.value}</code>;
      case "strong":
        return <strong key={index}>{node.children.map(inline)}</strong>;
      case "emphasis":
        return <em key={index}>{node.children.map(inline)}</em>;
      case "break":
        return <br key={index} />;
      case "link": {
        const address = addressOf(node.url);
        const words = node.children.map(inline);
        return address === undefined ? (
          <span key={index}>{words}</span>
        ) : (
          <a key={index} href={address} rel="noreferrer">
            {words}
          </a>
        );
      }
      case "image":
        return node.alt ?? "";
      default:
        return null;
    }
  }
}

/** The address of each heading within the page, as GitHub gives it, so that links in the text lead there. */
function headingIds(nodes: readonly RootContent[]): ReadonlyMap<RootContent, string> {
  const ids = new Map<RootContent, string>();
  const taken = new Set<string>();
  for (const node of nodes) {
    if (node.type !== "heading") continue;
    const words = plainText(node.children).toLowerCase();
    const base = words.replace(/[^\p{L}\p{N} _-]/gu, "").replaceAll(" ", "-") || "part";
    let id = base;
    for (let number = 1; taken.has(id); number += 1) id = `${base}-${number}`;
    taken.add(id);
    ids.set(node, id);
  }
  return ids;
}

const classOf = (align: AlignType | undefined): string | undefined =>
  align === "right" ? "number" : undefined;

const plainText = (nodes: readonly PhrasingContent[]): string =>
  nodes
    .map((node) =>
      "value" in node ? node.value : "children" in node ? plainText(node.children) : "",
    )
    .join("");
