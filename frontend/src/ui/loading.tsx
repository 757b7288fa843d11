import Spinner from '@cloudscape-design/components/spinner';
import { useEffect, useState } from 'react';

/** Says that something is being fetched, once it takes longer than one notices. */
export function Loading({ what }: { readonly what: string }) {
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), 150);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div className="loading" role="status">
      {late && (
        <>
          <Spinner /> <span>Loading {what}</span>
        </>
      )}
    </div>
  );
}
