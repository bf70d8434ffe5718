namespace Switchyard;

/// <summary>When the text of a stream is handed on.</summary>
public enum StreamDelivery
{
    /// <summary><c>immediate</c>: as it comes. The default.</summary>
    Immediate = 0,

    /// <summary><c>buffered</c>: when the answer is complete, so that a broken stream can always be begun again elsewhere.</summary>
    Buffered = 1,
}
