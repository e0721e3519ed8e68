import type { ReactNode } from 'react';

export interface Column<Row> {
  readonly key: string;
  readonly head: ReactNode;
  readonly cell: (row: Row) => ReactNode;
  /** Figures stand to the right, under one another. */
  readonly number?: boolean;
}

export interface TableProps<Row> {
  /** What the table shows; screen readers read it first. */
  readonly caption: string;
  /** A heading above says the same already. */
  readonly captionHidden?: boolean;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  /** Said where there are no rows. */
  readonly empty: ReactNode;
}

/** A table whose first column heads its rows. On a narrow screen each row stands as a card, with the head of a column beside its cell. */
export function Table<Row>({ caption, captionHidden = false, columns, rows, rowKey, empty }: TableProps<Row>) {
  return (
    <div className="table-frame" tabIndex={0} role="region" aria-label={caption}>
      <table className="table">
        <caption className={captionHidden ? 'visually-hidden' : undefined}>{caption}</caption>
        <thead>
          <tr>
            {columns.map(({ key, head, number }) => (
              <th key={key} scope="col" data-number={number}>
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={rowKey(row)}>
              {columns.map(({ key, head, cell, number }, index) =>
                index === 0 ? (
                  <th key={key} scope="row" data-number={number}>
                    {cell(row)}
                  </th>
                ) : (
                  <td key={key} data-number={number} data-head={typeof head === 'string' ? head : undefined}>
                    <div className="table-cell">{cell(row)}</div>
                  </td>
                ),
              )}
            </tr>
          ))}
          {rows.length === 0 && (
            <tr>
              <td colSpan={columns.length}>{empty}</td>
            </tr>
          )}
        </tbody>
      </table>
    </div>
  );
}
