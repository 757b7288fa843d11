import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import './copy-call.css';

/** The API call that does the same as the page around it, to read and to copy. */
export const CopyCall = ({ call }: { readonly call: string }) => (
  <ExpandableSection headerText="The same as an API call">
    <div className="copy-call">
      <pre tabIndex={0}>{call}</pre>
      <CopyToClipboard
        variant="icon"
        textToCopy={call}
        copyButtonAriaLabel="Copy the call"
        copySuccessText="Copied"
        copyErrorText="The browser did not allow it"
      />
    </div>
  </ExpandableSection>
);
