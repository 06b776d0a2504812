using QRCoder;

namespace Bot.Operations;

/// <summary>A QR code for a page to show, as a data address.</summary>
internal static class QrPicture
{
    internal static string Of(string text)
    {
        using var code = QRCodeGenerator.GenerateQrCode(text, QRCodeGenerator.ECCLevel.M);
        using var png = new PngByteQRCode(code);

        return $"data:image/png;base64,{Convert.ToBase64String(png.GetGraphic(6))}";
    }
}
