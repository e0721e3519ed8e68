/** The languages to choose from, each by its own name. */
export const LanguageOptions = () => (
  <>
    <option value="vi" lang="vi">
      Tiếng Việt
    </option>
    <option value="en" lang="en">
      English
    </option>
  </>
);
